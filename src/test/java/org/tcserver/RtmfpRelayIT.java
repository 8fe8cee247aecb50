package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tcserver.testing.Amf0;
import org.tcserver.testing.RtmfpClient;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.TcClient;

/** Tests {@code relay}, {@code broadcast} and {@code watch} between RTMFP and RTMP. */
class RtmfpRelayIT {
    private static ServerProcess server;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.startRtmfp("-b", "127.0.0.1:0");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        assertEquals("", server.stderr());
    }

    private static List<Object> relayed(TcClient client) throws Exception {
        return client.await("onRelay", m -> m.isCommand("onRelay")).command().arguments();
    }

    @Test
    void relaysPassBetweenProtocols() throws Exception {
        try (var modern = RtmfpClient.to(server.rtmfpPort()).open();
                var old = RtmpClient.to(server.port()).open()) {
            var modernId = modern.connectTo("one").info("connectionID");
            var oldId = old.connectTo("two").info("connectionID");
            old.command(0, "relay", modernId, "to the peer ID", 5.0);
            assertEquals(List.of(Amf0.Nothing.NULL, Map.of("sender", oldId), "to the peer ID", 5.0), relayed(modern));
            modern.command(0, "relay", oldId, "back");
            assertEquals(List.of(Amf0.Nothing.NULL, Map.of("sender", modernId), "back"), relayed(old));
            assertEquals(modern.localAddress(), server.await("relay", old).text("targetAddress"));
        }
    }

    @Test
    void broadcastsReachAllOfTheApp() throws Exception {
        try (var modern = RtmfpClient.connected(server.rtmfpPort(), "all");
                var other = RtmfpClient.connected(server.rtmfpPort(), "all");
                var old = RtmpClient.connected(server.port(), "all")) {
            modern.command(0, "broadcast", "x".repeat(40_000));
            for (var each : List.of(modern, other, old)) {
                assertEquals("x".repeat(40_000), relayed(each).get(2));
            }
        }
    }

    @Test
    void watchersLearnOfTheEnd() throws Exception {
        try (var watcher = RtmfpClient.connected(server.rtmfpPort(), "watch");
                var watchedOld = RtmpClient.to(server.port()).open();
                var watched = RtmfpClient.to(server.rtmfpPort()).open()) {
            var oldId = watchedOld.connectTo("watch").info("connectionID");
            watched.connectTo("watch");
            for (var id : List.of(oldId, watched.peerId().toHex())) {
                watcher.command(0, "watch", id);
            }
            watcher.fence();
            watched.session().close();
            assertDisconnected(watched.peerId().toHex(), watcher);
            watchedOld.reset();
            assertDisconnected(oldId, watcher);
        }
    }

    private static void assertDisconnected(String id, TcClient watcher) throws Exception {
        var told = watcher.await("onDisconnected", m -> m.isCommand("onDisconnected"));
        assertEquals(id, told.command().arguments().get(1));
    }
}
