package org.tcserver.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcserver.amf.AmfValue;
import org.tcserver.event.RefusalReason;

/** How many messages a client may have relayed and broadcast, and how large. */
final class MessageMeterTest {
    private static TestServer server(int perSecond, int bytes) {
        return new TestServer(new SessionSettings(
                List.of(), null, null, false, Duration.ofSeconds(30), new MessageLimits(perSecond, bytes)));
    }

    private static TestClient connected(TestServer server) throws IOException {
        var client = server.open();
        client.connect("live");
        client.heard();
        return client;
    }

    private static long holdUpMillis(TestServer server, TestClient client) {
        return Duration.ofNanos(client.handler.holdUpNanos(server.clock.nanos)).toMillis();
    }

    private static void pass(TestServer server, Duration time) {
        long nowNanos = server.clock.nanos;
        server.clock.nanos = nowNanos + time.toNanos();
    }

    private static List<String> counts(TestServer server) {
        server.log.close();
        return server.out
                .toString(UTF_8)
                .lines()
                .filter(line -> line.contains("\"limited\""))
                .map(line -> line.replaceAll(".*(\"count\":\\d+).*(\"reason\":\"[a-z-]+\").*", "$1 $2"))
                .toList();
    }

    @Test
    void holdsUpASenderOfTooManyAndDropsNone() throws IOException {
        try (var server = server(4, 1000)) {
            var client = connected(server);
            assertEquals(0, holdUpMillis(server, client));
            for (int i = 0; i < 3; i++) {
                client.command(0, "broadcast", 0, AmfValue.of(i));
            }
            assertEquals(0, holdUpMillis(server, client));
            client.command(0, "relay", 0, AmfValue.of("00"), AmfValue.of("to nobody"));
            assertEquals(250, holdUpMillis(server, client));
            client.command(0, "broadcast", 0, AmfValue.of("read before it was held up"));
            assertEquals(4, client.heard().size());
            pass(server, Duration.ofMillis(250));
            assertEquals(0, holdUpMillis(server, client));
            client.command(0, "broadcast", 0);
            assertEquals(1, client.heard().size());
            assertEquals(500, holdUpMillis(server, client), "one was owed");
            pass(server, Duration.ofSeconds(10));
            client.command(0, "broadcast", 0);
            assertEquals(0, holdUpMillis(server, client));
            client.handler.closed();
            assertEquals(2, server.refusals.counts().get(RefusalReason.MESSAGES));
            assertEquals(
                    List.of("\"count\":1 \"reason\":\"messages\"", "\"count\":1 \"reason\":\"messages\""),
                    counts(server));
        }
    }

    /** A timer for each message would cost more than the message. */
    @Test
    void holdsUpForAWhileAtLeast() throws IOException {
        try (var server = server(1000, 1000)) {
            var client = connected(server);
            for (int i = 0; i < 1000; i++) {
                client.command(0, "broadcast", 0);
            }
            assertEquals(50, holdUpMillis(server, client));
            pass(server, Duration.ofMillis(50));
            for (int i = 0; i < 49; i++) {
                client.command(0, "broadcast", 0);
                assertEquals(0, holdUpMillis(server, client));
            }
            client.command(0, "broadcast", 0);
            assertEquals(50, holdUpMillis(server, client));
        }
    }

    @Test
    void refusesWhatIsTooLarge() throws IOException {
        try (var server = server(0, 10)) {
            var client = connected(server);
            client.command(0, "broadcast", 0, AmfValue.of("1234567"));
            client.assertHeard("0: onRelay 0 null {sender=" + id(server) + "} 1234567");
            client.command(0, "broadcast", 0, AmfValue.of("12345678"));
            client.command(0, "relay", 0, AmfValue.of(id(server)), AmfValue.of("12345678"));
            client.assertHeard();
            client.command(0, "relay", 7, AmfValue.of(id(server)), AmfValue.of(1), AmfValue.of(2));
            client.assertHeard(
                    "0: _error 7 null {level=error, code=NetConnection.Call.Failed, description=Message too large,"
                            + " detail=relay}");
            assertFalse(client.connection.isClosed());
            assertEquals(3, server.hub.stats().totals().relays().tooLarge());
            assertEquals(3, server.refusals.counts().get(RefusalReason.MESSAGE_BYTES));
            client.handler.closed();
            assertEquals(
                    List.of("\"count\":1 \"reason\":\"message-bytes\"", "\"count\":2 \"reason\":\"message-bytes\""),
                    counts(server));
        }
    }

    @Test
    void noLimitIsNoLimit() throws IOException {
        try (var server = new TestServer(TestServer.OPEN)) {
            var client = connected(server);
            for (int i = 0; i < 1000; i++) {
                client.command(0, "broadcast", 0, AmfValue.of("x".repeat(100)));
            }
            assertEquals(0, holdUpMillis(server, client));
            assertEquals(1000, client.heard().size());
            assertTrue(counts(server).isEmpty());
        }
    }

    private static String id(TestServer server) {
        return server.hub.clients().iterator().next().connectionId();
    }
}
