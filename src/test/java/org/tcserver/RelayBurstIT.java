package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcserver.testing.RtmfpClient;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.RtwsClient;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.TcClient;
import org.tcserver.testing.TestMedia;

/** Tests bursts of relays and broadcasts with the server's default limits. */
class RelayBurstIT {
    private static final int BURST = 500;

    private static ServerProcess start() throws Exception {
        return ServerProcess.startRtws("-B", "127.0.0.1:0");
    }

    private static String connect(TcClient client) throws Exception {
        return client.connectTo("live").info("connectionID");
    }

    private static void sendBurst(TcClient sender, String target) throws IOException {
        for (int i = 0; i < BURST; i++) {
            sender.command(0, "relay", target, (double) i, "x".repeat(1000));
        }
    }

    private static void assertArrives(TcClient target, String sender) throws Exception {
        for (int i = 0; i < BURST; i++) {
            var relayed = target.await("onRelay", m -> m.isCommand("onRelay")).command();
            assertEquals(sender, relayed.info("sender"));
            assertEquals((double) i, relayed.arguments().get(2));
        }
    }

    /** Sends the bursts at the same time, so that a delayed client does not hold up the others. */
    @Test
    void burstsArriveWholeOverAllProtocols() throws Exception {
        try (var server = start();
                var rtmp = RtmpClient.to(server.port()).open();
                var rtws = RtwsClient.to(server.port("rtws")).open();
                var rtmfp = RtmfpClient.to(server.rtmfpPort()).open()) {
            var clients = List.<TcClient>of(rtmp, rtws, rtmfp);
            var ids = List.of(connect(rtmp), connect(rtws), connect(rtmfp));
            for (int i = 0; i < clients.size(); i++) {
                sendBurst(clients.get(i), ids.get((i + 1) % clients.size()));
            }
            for (int i = 0; i < clients.size(); i++) {
                assertArrives(clients.get((i + 1) % clients.size()), ids.get(i));
            }
            var stats = server.freshStats();
            assertEquals(3 * BURST, stats.number("relaysIn"));
            assertEquals(3 * BURST, stats.number("relaysOut"));
            assertEquals(0, stats.number("relaysDropped"));
            server.closeCleanly();
        }
    }

    @Test
    void burstsArriveAtAClientThatReadsLater() throws Exception {
        try (var server = start();
                var sender = RtmpClient.to(server.port()).open();
                var target = RtmpClient.to(server.port()).open()) {
            var senderId = connect(sender);
            var targetId = connect(target);
            target.stopReading(true);
            sendBurst(sender, targetId);
            sender.fence();
            target.stopReading(false);
            assertArrives(target, senderId);
            server.closeCleanly();
        }
    }

    /** Each player learns its connection ID. */
    @Test
    void relaysDoNotHaveAPublisherClosedThatReadsNothing() throws Exception {
        try (var server = start();
                var attacker = RtmpClient.connected(server.port(), "live");
                var publisher = RtmpClient.to(server.port()).open();
                var player = RtmpClient.connected(server.port(), "live")) {
            var target = connect(publisher);
            int streamId = publisher.publish("stream");
            player.play("stream");
            publisher.stopReading(true);
            assertEquals(
                    "_error",
                    attacker.call("relay", target, "x".repeat(40_000), "x".repeat(40_000))
                            .name());
            for (int i = 0; i < 90; i++) {
                attacker.command(0, "relay", target, "x".repeat(60_000));
            }
            attacker.fence();
            assertTrue(server.freshStats().number("relaysDropped") > 0);
            publisher.audio(streamId, 0, TestMedia.audio(1));
            player.await("audio", m -> m.isMedia());
            publisher.stopReading(false);
            publisher.fence();
            server.closeCleanly();
        }
    }
}
