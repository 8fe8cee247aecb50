package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcserver.rtmfp.chunk.IHello;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.LoggedEvent;
import org.tcserver.testing.RtmfpClient;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.RtwsClient;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.StartupSocket;
import org.tcserver.testing.TestMedia;
import org.tcserver.wire.Bytes;

/** Tests the server's reaction to clients that exceed limits, and its events and metrics. */
class LimitsIT {
    private static LoggedEvent refusal(ServerProcess server, String reason) throws InterruptedException {
        return server.await("refuse " + reason, e -> e.is("refuse") && e.has("reason", reason));
    }

    private static long refused(ServerProcess server, String reason) throws Exception {
        var counts = (Map<?, ?>) server.freshStats().members().get("refused");
        return counts != null && counts.get(reason) instanceof Number count ? count.longValue() : -1;
    }

    private static Object relayed(RtmpClient client) throws Exception {
        return client.await("onRelay", m -> m.isCommand("onRelay"))
                .command()
                .arguments()
                .get(2);
    }

    /** Waits, because the connections to refuse may not have arrived yet. */
    private static void awaitRefused(ServerProcess server, String reason, long least) throws Exception {
        var deadline = Deadline.patient();
        while (refused(server, reason) < least) {
            assertFalse(deadline.isOver(), reason);
        }
    }

    private static void assertRefused(ServerProcess server) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout((int) Deadline.PATIENCE.toMillis());
            assertEquals(-1, readOrEnd(socket));
        }
    }

    private static int readOrEnd(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void connectionsOfAllProtocolsAreCountedTogether() throws Exception {
        try (var server = ServerProcess.startRtws("-B", "127.0.0.1:0", "--max-connections", "3");
                var rtmp = RtmpClient.connected(server.port(), "live")) {
            try (var rtws = RtwsClient.connected(server.port("rtws"), "live");
                    var rtmfp = RtmfpClient.connected(server.rtmfpPort(), "live")) {
                for (int i = 0; i < 50; i++) {
                    assertRefused(server);
                }
                rtws.createStream();
                rtmfp.createStream();
            }
            refusal(server, "connections");
            awaitRefused(server, "connections", 50);
            assertEquals(50, refused(server, "connections"));
            server.await("the leaver's close", e -> e.is("close") && e.has("proto", "rtws"));
            try (var next = connectedSoon(server)) {
                next.createStream();
            }
            rtmp.fence();
            var told = server.events().stream().filter(e -> e.is("refuse")).toList();
            var perSecond =
                    told.getLast().number("@timestamp") - told.getFirst().number("@timestamp") + 2;
            assertTrue(told.size() <= perSecond, () -> "a flood makes a line a second: " + told);
            assertTrue(server.events().stream().filter(e -> e.is("accept")).count() < 60);
            server.closeCleanly();
        }
    }

    /** Retries, because the server frees the slot slightly after the {@code close} event. */
    private static RtmpClient connectedSoon(ServerProcess server) throws Exception {
        var deadline = Deadline.patient();
        while (true) {
            try {
                return RtmpClient.connected(server.port(), "live");
            } catch (IOException e) {
                assertTrue(deadline.remainingNanos() > 0, e::toString);
            }
        }
    }

    @Test
    void connectionsOfOneAddressAreCounted() throws Exception {
        try (var server = ServerProcess.startRtmp("--max-connections-per-address=2");
                var one = RtmpClient.connected(server.port(), "live");
                var two = RtmpClient.connected(server.port(), "live")) {
            assertRefused(server);
            var refusal = refusal(server, "connections-per-address");
            assertTrue(refusal.text("address").startsWith("127.0.0.1:"), refusal::line);
            assertEquals("rtmp", refusal.text("proto"));
            one.fence();
            two.fence();
            server.closeCleanly();
        }
    }

    @Test
    void whoConnectsTooOftenIsRefused() throws Exception {
        try (var server = ServerProcess.startRtmfp("-b", "127.0.0.1:0", "--max-connect-rate", "2")) {
            for (int i = 0; i < 30; i++) {
                new Socket(InetAddress.getLoopbackAddress(), server.port()).close();
            }
            refusal(server, "connect-rate");
            awaitRefused(server, "connect-rate", 10);
            try (var later = RtmfpClient.connected(server.rtmfpPort(), "live")) {
                later.createStream();
            }
            server.closeCleanly();
        }
    }

    /** The endpoint repeats its request without an answer. */
    @Test
    void rtmfpSessionsAreRefusedBeforeKeysAreComputed() throws Exception {
        try (var server = ServerProcess.startRtmfp("--max-connections", "1");
                var first = RtmfpClient.connected(server.rtmfpPort(), "live")) {
            var port = server.rtmfpPort();
            Thread.startVirtualThread(
                    () -> assertThrows(AssertionError.class, () -> RtmfpClient.connected(port, "live")));
            var refusal = refusal(server, "connections");
            assertEquals("rtmfp", refusal.text("proto"));
            first.createStream();
            server.closeCleanly();
        }
    }

    @Test
    void messagesBeyondTheLimitWaitAndNoneIsLost() throws Exception {
        try (var server = ServerProcess.startRtmp("--max-messages", "50");
                var sender = RtmpClient.connected(server.port(), "live");
                var other = RtmpClient.connected(server.port(), "live")) {
            long beganNanos = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                sender.command(0, "broadcast", (double) i);
            }
            for (int i = 0; i < 100; i++) {
                assertEquals((double) i, relayed(other));
            }
            assertTrue(System.nanoTime() - beganNanos >= 950_000_000L, "fifty at once, and fifty within a second");
            sender.fence();
            var limited = server.await("limited", e -> e.is("limited") && ServerProcess.isAbout(e, sender));
            assertEquals("messages", limited.text("reason"));
            assertTrue(refused(server, "messages") > 0);
            server.closeCleanly();
        }
    }

    @Test
    void messagesThatAreTooLargeAreRefused() throws Exception {
        try (var server = ServerProcess.startRtmp("--max-message-bytes", "1000");
                var sender = RtmpClient.connected(server.port(), "live");
                var other = RtmpClient.connected(server.port(), "live")) {
            sender.command(0, "broadcast", "x".repeat(998));
            sender.command(0, "broadcast", "last");
            assertEquals("last", relayed(other));
            assertEquals("_error", sender.call("broadcast", "x".repeat(998)).name());
            var limited = server.await("limited", e -> e.is("limited") && ServerProcess.isAbout(e, sender));
            assertEquals("message-bytes", limited.text("reason"));
            assertEquals(2, refused(server, "message-bytes"));
            server.closeCleanly();
        }
    }

    @Test
    void streamsBeyondTheLimitAreRefused() throws Exception {
        try (var server = ServerProcess.startRtmp("--max-streams=1");
                var client = RtmpClient.connected(server.port(), "live")) {
            client.publish("first");
            var second = client.createStream();
            client.command(second, "publish", "second", "live");
            var refused =
                    client.await("BadName", m -> m.streamId() == second && m.isStatus("NetStream.Publish.BadName"));
            assertEquals("too many streams", refused.command().info("description"));
            var event = server.await("publish-reject", client);
            assertEquals("streams", event.text("reason"));
            assertEquals(1, refused(server, "streams"));
            client.fence();
            server.closeCleanly();
        }
    }

    @Test
    void aSilentPublisherLosesItsStream() throws Exception {
        try (var server = ServerProcess.startRtmp("--silent-publisher", "4");
                var silent = RtmpClient.connected(server.port(), "live");
                var talking = RtmpClient.connected(server.port(), "live")) {
            var streamId = talking.publish("talking");
            var silentId = silent.publish("silent");
            silent.audio(silentId, 0, TestMedia.audio(0));
            var deadline = Deadline.patient();
            while (server.events().stream().noneMatch(e -> e.is("limited"))) {
                talking.audio(streamId, 0, TestMedia.audio(0));
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                assertTrue(deadline.remainingNanos() > 0);
            }
            assertEquals(1, refused(server, "silent-publisher"), "of two publishers that were there as long");
            silent.await("BadName", m -> m.streamId() == silentId && m.isStatus("NetStream.Publish.BadName"));
            var event = server.await("limited", silent);
            assertEquals("silent-publisher", event.text("reason"));
            assertEquals("silent", event.text("name"));
            server.await("unpublish", silent);
            silent.publish("silent");
            talking.fence();
            server.closeCleanly();
        }
    }

    /**
     * Covers clients at three stages: before the handshake, before {@code connect}, and in an RTMFP session without a
     * connection.
     */
    @Test
    void whoTakesTooLongToConnectIsClosed() throws Exception {
        try (var server =
                        ServerProcess.startRtmfp("-b", "127.0.0.1:0", "-w", "127.0.0.1:0", "--handshake-timeout", "6");
                var browser = new Socket(InetAddress.getLoopbackAddress(), server.port("rtws"));
                var talking = RtmpClient.connected(server.port(), "live");
                var mute = new Socket(InetAddress.getLoopbackAddress(), server.port());
                var half = RtmpClient.to(server.port()).open();
                var session = RtmfpClient.to(server.rtmfpPort()).open()) {
            mute.setSoTimeout((int) Deadline.PATIENCE.toMillis());
            assertEquals(-1, readOrEnd(mute));
            var reason = server.await("error", half).text("reason");
            assertEquals("connect-timeout", reason);
            var refusal = refusal(server, "handshake-timeout");
            assertEquals("rtmfp", refusal.text("proto"));
            talking.fence();
            assertEquals(-1, readOrEnd(browser));
            assertEquals(4, refused(server, "handshake-timeout"));
            session.disconnect();
            server.closeCleanly();
        }
    }

    @Test
    void keysOfAFileAreNotInTheListOfProcesses(@TempDir Path folder) throws Exception {
        var keys = Files.writeString(folder.resolve("keys"), "# of the test\ntext:supersecret\n");
        var args = Files.writeString(folder.resolve("args"), "-b\n127.0.0.1:0\n--keys-file\n" + keys + "\n");
        try (var server = ServerProcess.start("--args-file", args.toString());
                var client = RtmpClient.to(server.port()).open()) {
            var token = "df41d9cbe74f325250d6e0346dcd9e95fb837892f4a927c27cecf2664d639786";
            client.connectTo("live/12345", token);
            var words = Files.readString(Path.of("/proc", Long.toString(server.pid()), "cmdline"));
            assertTrue(!words.contains("supersecret"), words);
            server.closeCleanly();
        }
        var environment = Map.of("TCSERVER_KEYS_FILE", keys.toString());
        try (var server = ServerProcess.startWith(environment, "-b", "127.0.0.1:0");
                var client = RtmpClient.to(server.port()).open()) {
            var answer = client.connect(client.connectObject("live/12345"));
            assertEquals("NetConnection.Connect.Rejected", answer.code());
        }
    }

    @Test
    void countsRtmfpHellosThatGetNoAnswer() throws Exception {
        try (var server = ServerProcess.startRtmfp();
                var socket =
                        new StartupSocket(RtmfpClient.to(server.rtmfpPort()).server())) {
            socket.send(new IHello(Bytes.ofHex("010a"), Bytes.of(1)));
            awaitRefused(server, "hello-size", 1);
            assertEquals("rtmfp", refusal(server, "hello-size").text("proto"));

            var hello = socket.seal(0, new IHello(Bytes.ofHex("060a2f6c697665"), Bytes.wrap(new byte[16])));
            var deadline = Deadline.patient();
            while (refused(server, "hello-rate") == 0) {
                assertFalse(deadline.isOver());
                for (int i = 0; i < 1000; i++) {
                    socket.sendRaw(hello);
                }
            }
            assertEquals(1, refused(server, "hello-size"));
        }
    }
}
