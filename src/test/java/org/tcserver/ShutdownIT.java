package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.TestMedia;

/** Tests signals, graceful shutdown and immediate shutdown. */
class ShutdownIT {
    private static final String NOTIFY = "NetConnection.Shutdown.Notify";
    /** Limit for an immediate shutdown on a busy machine. A graceful shutdown waits for minutes by default. */
    private static final Duration SOON = Duration.ofSeconds(40);

    @Test
    void sigtermTellsTheClientsAndWaitsForTheLast() throws Exception {
        try (var server = ServerProcess.startRtmp();
                var first = RtmpClient.connected(server.port(), "one");
                var second = RtmpClient.connected(server.port(), "two")) {
            var port = server.port();
            second.publish("s");
            server.signal("TERM");
            for (var client : List.of(first, second)) {
                assertEquals("status", client.awaitStatus(NOTIFY).info("level"));
            }
            server.await("unregister", e -> e.is("unregister"));
            assertThrows(ConnectException.class, () -> RtmpClient.to(port).open());
            first.play("s");
            first.disconnect();
            second.video(1, 0, TestMedia.keyframe(1));
            second.fence();
            assertTrue(server.isAlive());
            second.disconnect();
            assertEquals(0, server.awaitExit(Deadline.in(SOON)));
            assertEquals(
                    "false",
                    server.await("interrupted", e -> e.is("interrupted")).text("shutdown"));
            assertEquals("end", server.events().getLast().type());
        }
    }

    @Test
    void withoutClientsSigtermEndsAtOnce() throws Exception {
        try (var server = ServerProcess.startRtmp()) {
            server.signal("TERM");
            assertEquals(0, server.awaitExit(Deadline.in(SOON)));
            assertEquals("end", server.events().getLast().type());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aSecondSignalEndsAtOnce(String second) throws Exception {
        try (var server = ServerProcess.startRtmp();
                var client = RtmpClient.connected(server.port(), "live")) {
            server.signal("TERM");
            client.awaitStatus(NOTIFY);
            server.signal(second);
            assertEquals(0, server.awaitExit(Deadline.in(SOON)));
            client.awaitClosed();
            assertTrue(server.hasClosedItsClients(), "clients are closed in good order");
        }
    }

    @Test
    void sigintEndsAtOnceEvenWithClientsThatDoNotRead() throws Exception {
        try (var server = ServerProcess.startRtmp();
                var publisher = RtmpClient.connected(server.port(), "live");
                var stuck = RtmpClient.to(server.port()).withReceiveBuffer(4096).open()) {
            stuck.connectTo("live");
            stuck.play("s");
            stuck.stopReading(true);
            var streamId = publisher.publish("s");
            for (var i = 0; i < 40; i++) {
                publisher.video(streamId, i * 40L, TestMedia.video(0x17, i, 50_000));
            }
            publisher.fence();
            server.signal("INT");
            assertEquals(0, server.awaitExit(Deadline.in(SOON)));
            server.await("interrupted", e -> e.is("interrupted"));
            stuck.stopReading(false);
        }
    }

    @Test
    void theDeadlineEndsWhoStays() throws Exception {
        try (var server = ServerProcess.startRtmp("-t", "1.5");
                var client = RtmpClient.connected(server.port(), "live")) {
            server.signal("TERM");
            client.awaitStatus(NOTIFY);
            client.awaitClosed();
            assertEquals(0, server.awaitExit(Deadline.in(SOON)));
            var start = server.await("unregister", e -> e.is("unregister"));
            var end = server.await("interrupted", e -> e.is("interrupted"));
            var waited = end.number("@timestamp") - start.number("@timestamp");
            assertEquals(1.5, start.number("timeout"));
            assertTrue(waited >= 1.4, () -> "waited " + waited + " s");
        }
    }

    @Test
    void withCNewClientsAreAcceptedAndTold() throws Exception {
        try (var server = ServerProcess.startRtmp("-c");
                var first = RtmpClient.connected(server.port(), "live")) {
            server.signal("TERM");
            first.awaitStatus(NOTIFY);
            try (var late = RtmpClient.connected(server.port(), "live")) {
                var next = late.next();
                assertTrue(next.isStatus(NOTIFY), next::toString);
                assertEquals(0, next.streamId());
                first.disconnect();
                late.fence();
                assertTrue(server.isAlive());
            }
            assertEquals(0, server.awaitExit(Deadline.in(SOON)));
        }
    }

    @Test
    void reportsAreForAsking() throws Exception {
        try (var server = ServerProcess.startRtmp()) {
            assertTrue(server.freshClients().line().contains("\"clients\":[]"));
            assertEquals(0, server.freshStats().number("clients"));
            try (var client = RtmpClient.connected(server.port(), "live")) {
                client.publish("p?priority=-3");
                client.play("q?asis");
                client.fence();
                var clients = server.freshClients().line();
                for (var part :
                        List.of("\"app\":\"live\"", "\"name\":\"p\"", "\"name\":\"q\"", client.localAddress())) {
                    assertTrue(clients.contains(part), () -> part + " is not in " + clients);
                }
                var stats = server.freshStats();
                assertEquals(1, stats.number("publishing"), stats::line);
                assertEquals(1, stats.number("playing"), stats::line);
                assertEquals(1, stats.number("apps"), stats::line);
                assertTrue(stats.line().contains("\"accepts\":{"), stats::line);
            }
            server.await("close", e -> e.is("close"));
            assertEquals(0, server.freshStats().number("publishing"));
        }
    }

    /** Operators request thread dumps from a JVM. The output must not appear among the events. */
    @Test
    void theThreadsAreNotToldAmongTheEvents() throws Exception {
        try (var server = ServerProcess.startRtmp()) {
            server.signal("QUIT");
            server.freshStats();
            server.signal("TERM");
            assertEquals(0, server.awaitExit(Deadline.in(SOON)));
            assertEquals(List.of(), server.unreadable());
            assertTrue(server.stderr().contains("Full thread dump"), server.stderr());
        }
    }

    @Test
    void nothingIsLeftOnStderr() throws Exception {
        var server = ServerProcess.startRtmp();
        try (server) {
            RtmpClient.connected(server.port(), "live").reset();
            server.await("close", e -> e.is("close"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertEquals("", server.stderr());
    }
}
