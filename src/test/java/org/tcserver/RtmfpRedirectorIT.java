package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcserver.flow.FlowPriority;
import org.tcserver.net.Addresses;
import org.tcserver.rtmfp.EndpointUser;
import org.tcserver.rtmfp.Forwarding;
import org.tcserver.rtmfp.chunk.Address;
import org.tcserver.rtmfp.chunk.AddressOrigin;
import org.tcserver.rtmfp.chunk.FIHello;
import org.tcserver.rtmfp.chunk.RHello;
import org.tcserver.rtmfp.crypto.EndpointDiscriminator;
import org.tcserver.rtmfp.crypto.HmacSha256;
import org.tcserver.rtmfp.crypto.NamedIdentity;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.LoggedEvent;
import org.tcserver.testing.RtmfpClient;
import org.tcserver.testing.RtmfpPeer;
import org.tcserver.testing.RtmfpPeerSettings;
import org.tcserver.testing.RtmfpReceiver;
import org.tcserver.testing.RtmfpSession;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.StartupSocket;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/** The server registers with a redirector, which uses the engine under test. */
class RtmfpRedirectorIT {
    private static final Bytes METADATA = Bytes.ofUtf8("http://zenomt.com/ns/rtmfp#redirector");

    /** A redirector and its registered server. */
    private record Registered(RtmfpPeer redirector, ServerProcess server, RtmfpSession session, RtmfpReceiver commands)
            implements AutoCloseable {
        static Registered with(String... options) throws Exception {
            var redirector = new RtmfpPeer(RtmfpPeerSettings.usual().as(NamedIdentity.of("redirector.example")));
            var all = new ArrayList<>(
                    List.of("-v", "-L", "redirector.example@" + Addresses.format(redirector.address())));
            all.addAll(List.of(options));
            var server = ServerProcess.startRtmfp(all.toArray(String[]::new));
            var session = redirector.awaitSession();
            return new Registered(redirector, server, session, session.awaitFlow());
        }

        /** Returns the next command, except load reports. */
        Bytes next() throws Exception {
            var next = commands.next().message();
            return next.at(0) == 0x0f ? next() : next;
        }

        /** Returns the next load report. */
        Bytes nextLoad() throws Exception {
            var next = commands.next().message();
            return next.at(0) == 0x0f ? next : nextLoad();
        }

        void answer(Bytes message) throws Exception {
            session.openFlow(METADATA, commands.engine(), FlowPriority.IMMEDIATE)
                    .send(message);
        }

        LoggedEvent awaitStatus(String status) throws Exception {
            return server.await(status, e -> e.is("redirector-status") && e.has("status", status));
        }

        @Override
        public void close() throws IOException {
            server.close();
            redirector.close();
            assertEquals("", server.stderr());
        }
    }

    @Test
    void theServerProvesWhoItIsAndSaysWhereItIs() throws Exception {
        try (var registered = Registered.with("-l", "mike:secret", "-l", "anna:other", "-d", "192.0.2.7:1935")) {
            assertEquals(METADATA, registered.commands.metadata());
            assertEquals(registered.server.fingerprint(), registered.session.farFingerprint());
            assertEquals(auth("mike", "secret", registered.session), registered.next());
            assertEquals(auth("anna", "other", registered.session), registered.next());
            assertEquals("05" + "010d" + "080a01c0000207078f", registered.next().toHex());
            var connecting = registered.awaitStatus("connecting");
            assertEquals("redirector.example", connecting.text("redirector"));
            assertEquals(Addresses.format(registered.redirector.address()), connecting.text("address"));
            registered.awaitStatus("connected");
            assertTrue(
                    registered.server.events().stream().noneMatch(e -> e.line().contains("secret")),
                    "a password is told");
        }
    }

    private static Bytes auth(String user, String password, RtmfpSession session) {
        return new ByteWriter()
                .u8(0x1d)
                .bytes(HmacSha256.of(Bytes.ofUtf8(password), session.nearNonce()))
                .bytes(Bytes.ofUtf8(user))
                .toBytes();
    }

    @Test
    void theDerivedAddressNeedNotBeAdvertised() throws Exception {
        try (var registered = Registered.with("-D", "-d", "[2001:db8::1]:80")) {
            assertEquals(
                    "05" + "140a8120010db80000000000000000000000010050",
                    registered.next().toHex());
        }
    }

    @Test
    void theLoadIsToldOnceASecondAtMost() throws Exception {
        int most = 8;
        var clients = new ArrayList<RtmfpClient>();
        try (var registered = Registered.with()) {
            var loads = new ArrayList<Bytes>();
            loads.add(registered.nextLoad());
            long start = System.nanoTime();
            for (int i = 0; i < most; i++) {
                clients.add(RtmfpClient.connected(registered.server.rtmfpPort(), "live"));
            }
            while (loads.getLast().at(1) != most) {
                loads.add(registered.nextLoad());
            }
            // Counts reports instead of measuring intervals. If the first one was delayed, the next one seems early.
            double seconds = (System.nanoTime() - start) / 1e9;
            assertEquals("0f00", loads.getFirst().toHex());
            assertTrue(loads.size() <= 2 + seconds, () -> loads + " within " + seconds + " s");
        } finally {
            clients.forEach(RtmfpClient::close);
        }
    }

    @Test
    void theReflexiveAddressIsLogged() throws Exception {
        try (var registered = Registered.with()) {
            registered.answer(Bytes.ofHex("0d02c00002074321"));
            var event = registered.server.await("redirector-reflexive", e -> e.is("redirector-reflexive"));
            assertEquals("192.0.2.7:17185", event.text("reflexiveAddress"));
            assertEquals("redirector.example", event.text("redirector"));
        }
    }

    @Test
    void clientsThatAreSentAreAnswered() throws Exception {
        try (var registered = Registered.with();
                var seeker = new RtmfpPeer(RtmfpPeerSettings.usual())) {
            registered.redirector.introduce(
                    fingerprint -> new EndpointUser.Introduction(registered.session.engine(), List.of()));
            var session = seeker.open(
                    EndpointDiscriminator.ofFingerprint(registered.server.fingerprint()),
                    registered.redirector.address());
            assertEquals(registered.server.fingerprint(), session.farFingerprint());
            assertTrue(session.farAddress().endsWith(":" + registered.server.rtmfpPort()));
        }
    }

    /**
     * The server answers a forwarded hello to the address that it names, but accepts such hellos only from redirectors.
     */
    @Test
    void forwardedHellosAreAnsweredForRedirectorsAlone() throws Exception {
        try (var registered = Registered.with();
                var stranger = new RtmfpPeer(RtmfpPeerSettings.usual());
                var named = new StartupSocket(registered.redirector.address())) {
            var hello = new FIHello(
                    EndpointDiscriminator.ofFingerprint(registered.server.fingerprint())
                            .toBytes(),
                    new Address(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), named.port()),
                            AddressOrigin.OBSERVED),
                    Bytes.ofHex("0102030405060708"));
            var client = stranger.open(
                    EndpointDiscriminator.ofFingerprint(registered.server.fingerprint()),
                    RtmfpClient.to(registered.server.rtmfpPort()).server());
            stranger.run(() -> Forwarding.forward(client.engine(), hello));
            assertNull(named.receive(300));
            registered.redirector.run(() -> Forwarding.forward(registered.session.engine(), hello));
            assertInstanceOf(RHello.class, named.receiveChunk());
        }
    }

    @Test
    void sigtermUnregisters() throws Exception {
        try (var registered = Registered.with();
                var client = RtmfpClient.connected(registered.server.rtmfpPort(), "live")) {
            registered.next();
            registered.server.signal("TERM");
            assertEquals("00", registered.next().toHex());
            client.awaitStatus("NetConnection.Shutdown.Notify");
            client.session().close();
            assertEquals(0, registered.server.awaitExit(Deadline.patient()));
            registered.session.awaitClosed();
        }
    }

    @Test
    void badCredentialsAreSaid() throws Exception {
        try (var registered = Registered.with("-l", "mike:wrong")) {
            registered.commands.reject(0x0a);
            registered.awaitStatus("disconnected-bad-auth");
            registered.session.awaitClosed();
        }
    }

    @Test
    void aRedirectorThatClosesIsDisconnected() throws Exception {
        try (var registered = Registered.with()) {
            registered.awaitStatus("connected");
            registered.session.close();
            registered.awaitStatus("disconnected");
        }
    }
}
