package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tcserver.net.Addresses;
import org.tcserver.rtmfp.crypto.EndpointDiscriminator;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.RtmfpClient;
import org.tcserver.testing.RtmfpPeer;
import org.tcserver.testing.RtmfpPeerSettings;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.TestMedia;
import org.tcserver.wire.Bytes;

/** The server introduces clients to each other, and follows clients that change their address. */
class RtmfpIntroductionIT {
    private static ServerProcess server;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.startRtmfp("-v");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        assertEquals("", server.stderr());
    }

    @Test
    void clientsThatWantToBeFoundAreIntroduced() throws Exception {
        try (var known = RtmfpClient.connected(server.rtmfpPort(), "p2p");
                var seeker = RtmfpClient.connected(server.rtmfpPort(), "p2p")) {
            known.setPeerInfo("127.0.0.1:9", "nonsense");
            known.fence();
            var direct = seeker.openTo(known.peerId());
            assertEquals(known.peerId(), direct.farFingerprint());
            assertEquals(known.localAddress(), direct.farAddress());
            var hello = known.session().awaitForwarded();
            assertEquals(
                    seeker.localAddress(), Addresses.format(hello.replyAddress().endpoint()));
            var met = known.peer().awaitSession();
            assertEquals(seeker.peerId(), met.farFingerprint());
            direct.openFlow(Bytes.ofUtf8("hello")).send(Bytes.ofUtf8("how are you?"));
            assertEquals(Bytes.ofUtf8("how are you?"), met.awaitFlow().next().message());

            var lookup = server.await(
                    "lookup",
                    e -> e.is("lookup") && e.has("target", known.peerId().toHex()));
            assertEquals(seeker.localAddress(), lookup.text("address"));
            assertEquals(
                    seeker.localAddress(), server.await("rtmfp-intro", known).text("initiator"));
            var told = server.await("setPeerInfo", known);
            assertTrue(told.line().contains("127.0.0.1:9"), told::line);
        }
    }

    /** The client answers only at its reported address, not at the one that the server sees. */
    @Test
    void reportedAddressesAreTold() throws Exception {
        try (var known = RtmfpClient.connected(server.rtmfpPort(), "p2p");
                var elsewhere = new RtmfpPeer(RtmfpPeerSettings.usual());
                var seeker = new RtmfpPeer(RtmfpPeerSettings.usual())) {
            known.setPeerInfo(Addresses.format(elsewhere.address()));
            known.fence();
            // The endpoint at the reported address has the wrong fingerprint, so it does not answer. It receives the
            // hello.
            elsewhere.introduce(fingerprint -> {
                assertEquals(known.peerId(), fingerprint);
                asked.complete(true);
                return null;
            });
            seeker.open(EndpointDiscriminator.ofFingerprint(known.peerId()), address());
            assertTrue(asked.get(Deadline.PATIENCE.toSeconds(), TimeUnit.SECONDS));
        }
    }

    private final CompletableFuture<Boolean> asked = new CompletableFuture<>();

    private static InetSocketAddress address() throws Exception {
        return RtmfpClient.to(server.rtmfpPort()).server();
    }

    @Test
    void whoDidNotSayWhereItIsStaysAlone() throws Exception {
        try (var shy = RtmfpClient.connected(server.rtmfpPort(), "p2p");
                var seeker = RtmfpClient.connected(server.rtmfpPort(), "p2p")) {
            var opening = seeker.peer().begin(EndpointDiscriminator.ofFingerprint(shy.peerId()), address());
            assertThrows(TimeoutException.class, () -> opening.get(500, TimeUnit.MILLISECONDS));
            server.await(
                    "lookup",
                    e -> e.is("lookup") && e.has("target", shy.peerId().toHex()));
            // Even an empty list permits introductions. The seeker asks again after a while.
            shy.setPeerInfo();
            assertEquals(
                    shy.peerId(),
                    opening.get(Deadline.PATIENCE.toSeconds(), TimeUnit.SECONDS).farFingerprint());
        }
    }

    @Test
    void whoLeftIsNotIntroduced() throws Exception {
        try (var seeker = RtmfpClient.connected(server.rtmfpPort(), "p2p")) {
            var gone = RtmfpClient.connected(server.rtmfpPort(), "p2p");
            gone.setPeerInfo();
            gone.fence();
            gone.session().close();
            server.await("close", gone);
            var opening = seeker.peer().begin(EndpointDiscriminator.ofFingerprint(gone.peerId()), address());
            assertThrows(TimeoutException.class, () -> opening.get(500, TimeUnit.MILLISECONDS));
            gone.close();
        }
    }

    @Test
    void introductionsAreCounted() throws Exception {
        try (var other = ServerProcess.startRtmfp();
                var known = RtmfpClient.connected(other.rtmfpPort(), "p2p");
                var seeker = RtmfpClient.connected(other.rtmfpPort(), "p2p")) {
            known.setPeerInfo();
            known.fence();
            seeker.openTo(known.peerId());
            var stats = other.freshStats();
            // A seeker without a quick answer asks again.
            assertTrue(stats.number("lookups") >= 1, stats::line);
            assertTrue(stats.number("intros") >= 1, stats::line);
            assertTrue(stats.number("intros") <= stats.number("lookups"), stats::line);
            assertTrue(
                    other.events().stream().noneMatch(e -> e.is("lookup") || e.is("rtmfp-intro")),
                    "not without being asked for them");
        }
    }

    @Test
    void aClientThatMovesIsFollowed() throws Exception {
        try (var moving = RtmfpClient.connected(server.rtmfpPort(), "mobile");
                var viewer = RtmfpClient.connected(server.rtmfpPort(), "mobile")) {
            var streamId = moving.publish("s");
            viewer.play("s");
            var before = moving.localAddress();
            moving.move();
            moving.video(streamId, 0, TestMedia.keyframe(1));
            viewer.await("keyframe", TestMedia::isKeyframe);
            var status = moving.awaitStatus("NetConnection.AddressChange.Notify");
            assertEquals("status", status.info("level"));
            var event = server.await("address-change", moving);
            assertEquals(before, event.text("oldAddress"));
            assertEquals(moving.peerId().toHex(), event.text("connectionID"));
            moving.fence();
        }
    }
}
