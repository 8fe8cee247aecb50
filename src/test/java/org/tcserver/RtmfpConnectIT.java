package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcserver.rtmfp.crypto.EndpointDiscriminator;
import org.tcserver.rtmfp.crypto.KeyingPolicy;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.RtmfpClient;
import org.tcserver.testing.RtmfpPeer;
import org.tcserver.testing.RtmfpPeerSettings;
import org.tcserver.testing.RtmfpSender;
import org.tcserver.testing.ServerProcess;
import org.tcserver.wire.Bytes;

/** Tests sessions and connections over RTMFP: acceptance, refusals and their answers. */
class RtmfpConnectIT {
    private static ServerProcess server;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.startRtmfp("-i", "some info");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        assertEquals("", server.stderr());
    }

    @Test
    void aClientLearnsWhoItAndTheServerAre() throws Exception {
        try (var client = RtmfpClient.to(server.rtmfpPort()).open()) {
            var answer = client.connectTo("live");
            assertEquals(client.peerId().toHex(), answer.info("connectionID"));
            assertEquals(server.fingerprint().toHex(), answer.info("serverFingerprint"));
            assertEquals(client.session().farFingerprint(), server.fingerprint());
            assertEquals("some info", answer.info("serverInfo"));
            var accept = server.await("accept", client);
            assertEquals("rtmfp", accept.text("proto"));
            assertEquals(client.peerId().toHex(), accept.text("peerID"));
            var connect = server.await("connect", client);
            assertEquals("rtmfp", connect.text("proto"));
            assertEquals(client.peerId().toHex(), connect.text("connectionID"));
            assertEquals(server.fingerprint().toHex().substring(0, 10), connect.text("@server"));
        }
    }

    @Test
    void aClientThatClosesIsGone() throws Exception {
        var client = RtmfpClient.connected(server.rtmfpPort(), "closes");
        client.session().close();
        server.await("close", client);
        client.session().awaitClosed();
        client.close();
    }

    /** Closing the control flow closes the connection (RFC 7425 §5.3). */
    @Test
    void theEndOfTheControlFlowClosesTheConnection() throws Exception {
        try (var client = RtmfpClient.connected(server.rtmfpPort(), "ends")) {
            client.control().close();
            server.await("close", client);
            client.session().awaitClosed();
        }
    }

    @Test
    void anErrorClosesTheConnection() throws Exception {
        try (var client = RtmfpClient.to(server.rtmfpPort()).open()) {
            client.command(0, "createStream");
            client.awaitClosed();
            assertEquals("command-before-connect", server.await("error", client).text("reason"));
            client.session().awaitClosed();
        }
    }

    @Test
    void theServerIsFoundByItsFingerprintAlone() throws Exception {
        var settings = RtmfpClient.to(server.rtmfpPort());
        try (var client = settings.lookingFor(EndpointDiscriminator.ofFingerprint(server.fingerprint()))
                .open()) {
            client.connectTo("live");
        }
        try (var peer = new RtmfpPeer(RtmfpPeerSettings.usual())) {
            var anybody = Bytes.ofHex("ff".repeat(32));
            for (var other : new EndpointDiscriminator[] {
                EndpointDiscriminator.ofFingerprint(anybody),
                EndpointDiscriminator.ofRequiredHostname("localhost"),
                new EndpointDiscriminator(null, Bytes.ofUtf8("rtmfp:"), Bytes.ofUtf8("localhost")),
                new EndpointDiscriminator(null, null, null)
            }) {
                var opening = peer.begin(other, settings.server());
                assertThrows(TimeoutException.class, () -> opening.get(500, TimeUnit.MILLISECONDS), other::toString);
            }
        }
    }

    @Test
    void aSecondControlFlowIsRejected() throws Exception {
        try (var client = RtmfpClient.connected(server.rtmfpPort(), "live")) {
            var second = client.session().openFlow(RtmfpClient.metadata(0, false));
            second.send(Bytes.of(20, 0, 0, 0, 0));
            second.awaitRejected();
            client.fence();
        }
    }

    @Test
    void flowsWithoutAPlaceAreRejected() throws Exception {
        try (var client = RtmfpClient.connected(server.rtmfpPort(), "live")) {
            var streamId = client.createStream();
            var unassociated = client.session().openFlow(RtmfpClient.metadata(streamId, false));
            var notCreated = client.openFlow(streamId + 1, false);
            var notTc = client.session().openFlow(Bytes.ofUtf8("XY"));
            for (var flow : new RtmfpSender[] {unassociated, notCreated, notTc}) {
                flow.send(Bytes.of(18, 0, 0, 0, 0));
                flow.awaitRejected();
            }
            client.fence();
        }
    }

    /** Two clients with the same peer ID would receive each other's relays. */
    @Test
    void aPeerIdBelongsToOneConnection() throws Exception {
        var settings = RtmfpClient.to(server.rtmfpPort());
        try (var first = settings.open();
                var second = settings.open()) {
            assertEquals(first.peerId(), second.peerId());
            first.connectTo("one");
            second.control().send(Bytes.of(20, 0, 0, 0, 0));
            second.control().awaitRejected();
            first.fence();
        }
    }

    @Test
    void severalConnectionsShareASessionIfAllowed() throws Exception {
        try (var several = ServerProcess.startRtmfp("-m");
                var first = RtmfpClient.to(several.rtmfpPort()).open()) {
            var second = first.another();
            var ids = new String[] {
                first.connectTo("one").info("connectionID"),
                second.connectTo("two").info("connectionID")
            };
            assertEquals(48, ids[0].length());
            assertNotEquals(ids[0], ids[1]);
            first.publish("s");
            second.publish("s");
            first.command(0, "relay", ids[1], "hello");
            assertEquals(
                    "hello",
                    second.await("onRelay", m -> m.isCommand("onRelay"))
                            .command()
                            .arguments()
                            .get(2));
            first.control().close();
            several.await("close", e -> e.is("close") && e.has("connectionID", ids[0]));
            second.fence();
            second.control().close();
            second.session().awaitClosed();
        }
    }

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true", "true, true"})
    void protectionIsWhatBothEndsDemand(boolean hmac, boolean sequenceNumbers) throws Exception {
        try (var lenient = ServerProcess.startRtmfp("-HS")) {
            for (var port : new int[] {server.rtmfpPort(), lenient.rtmfpPort()}) {
                try (var client = RtmfpClient.to(port)
                        .with(peer -> peer.demanding(new KeyingPolicy(hmac, sequenceNumbers)))
                        .open()) {
                    client.connectTo("live");
                    client.fence();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"-x", "-xH", "-xS", "-xHS"})
    void keysMayBeStatic(String options) throws Exception {
        try (var fixed = ServerProcess.startRtmfp(options);
                var ephemeral = RtmfpClient.to(fixed.rtmfpPort())
                        .lookingFor(EndpointDiscriminator.ofFingerprint(fixed.fingerprint()))
                        .open();
                var alsoFixed = RtmfpClient.to(fixed.rtmfpPort())
                        .with(RtmfpPeerSettings::withStaticKeys)
                        .open()) {
            ephemeral.connectTo("live");
            alsoFixed.connectTo("live");
        }
    }

    @Test
    void staticKeysOfAClientWillDo() throws Exception {
        try (var client = RtmfpClient.to(server.rtmfpPort())
                .with(RtmfpPeerSettings::withStaticKeys)
                .open()) {
            client.connectTo("live");
        }
    }

    @Test
    void severalAddressesAreServed() throws Exception {
        try (var both = ServerProcess.start("-B", "127.0.0.1:0", "-B", "[::1]:0")) {
            var listens = both.awaitCount(2, "listen", e -> e.is("listen"), Deadline.patient());
            var v6 = listens.get(1).text("bind");
            assertTrue(v6.startsWith("[::1]:"), v6);
            var server6 = new InetSocketAddress(loopback6(), Integer.parseInt(v6.substring(6)));
            try (var four = RtmfpClient.connected(both.rtmfpPort(), "live");
                    var six =
                            RtmfpClient.to(server6).with(peer -> peer.on("::1")).open()) {
                six.connectTo("live");
                assertTrue(both.await("connect", six).text("address").startsWith("[::1]:"));
                six.command(0, "broadcast", "hello");
                four.await("onRelay", m -> m.isCommand("onRelay"));
            }
        }
    }

    private static InetAddress loopback6() throws UnknownHostException {
        var address = new byte[16];
        address[15] = 1;
        return InetAddress.getByAddress(address);
    }
}
