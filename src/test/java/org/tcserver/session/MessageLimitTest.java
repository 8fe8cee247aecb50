package org.tcserver.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcserver.amf.AmfValue;
import org.tcserver.event.RefusalReason;

/** How many messages a client may have relayed and broadcast. */
final class MessageLimitTest {
    private static TestServer server(int maxMessages) {
        return new TestServer(new SessionSettings(List.of(), null, null, false, Duration.ofSeconds(30), maxMessages));
    }

    private static TestClient connected(TestServer server) throws IOException {
        var client = server.open();
        client.connect("live");
        client.heard();
        return client;
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
    void whatIsTooMuchIsDroppedAndTheClientStays() throws IOException {
        try (var server = server(2)) {
            var client = server.open();
            client.connect("live");
            var id = client.connectionId();
            client.heard();
            for (int i = 0; i < 5; i++) {
                client.command(0, "broadcast", 0, AmfValue.of(i));
            }
            assertEquals(2, client.heard().size());
            server.clock.nanos = Duration.ofMillis(500).toNanos();
            client.command(0, "relay", 0, AmfValue.of(id), AmfValue.of("again"));
            assertEquals(1, client.heard().size());
            client.command(0, "broadcast", 0);
            server.clock.nanos = Duration.ofSeconds(1).toNanos();
            client.command(0, "broadcast", 0);
            client.command(0, "broadcast", 0);
            client.handler.closed();
            assertEquals(5, server.refusals.counts().get(RefusalReason.MESSAGES));
            assertEquals(
                    List.of("\"count\":1 \"reason\":\"messages\"", "\"count\":4 \"reason\":\"messages\""),
                    counts(server));
        }
    }

    @Test
    void whoWantsAnAnswerHearsOfIt() throws IOException {
        try (var server = server(1)) {
            var client = connected(server);
            client.command(0, "relay", 0, AmfValue.of("00"));
            client.command(0, "relay", 7, AmfValue.of("00"));
            client.command(0, "broadcast", 8);
            client.assertHeard(
                    "0: _error 7 null {level=error, code=NetConnection.Call.Failed, description=Too many messages,"
                            + " detail=relay}",
                    "0: _error 8 null {level=error, code=NetConnection.Call.Failed, description=Too many messages,"
                            + " detail=broadcast}");
        }
    }

    @Test
    void noLimitIsNoLimit() throws IOException {
        try (var server = server(0)) {
            var client = connected(server);
            for (int i = 0; i < 1000; i++) {
                client.command(0, "broadcast", 0);
            }
            assertEquals(1000, client.heard().size());
        }
    }
}
