package org.tcserver.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcserver.time.Clock;

final class RefusalsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final EventLog log = new EventLog(new EventLog.Origin(1, "0123456789"), false, Clock.SYSTEM, out);
    private final Refusals refusals = new Refusals(log);

    private List<String> lines() {
        log.close();
        return out.toString(UTF_8)
                .lines()
                .map(line -> line.replaceAll("\"@(pid|server|timestamp)\":[^,]*,", "")
                        .replace('"', '\''))
                .toList();
    }

    private static String line(String address, int count, String reason) {
        return "{'@type':'refuse','address':'" + address + "','count':" + count + ",'flag':'--max-" + reason
                + "','proto':'rtmp','reason':'" + reason + "'}";
    }

    /** The log reports the first refusal at once, and the others of that second together. */
    @Test
    void aFloodMakesOneLineASecond() {
        for (int i = 0; i < 1000; i++) {
            refusals.refuse(RefusalReason.CONNECTIONS, "rtmp", "10.0.0.1:" + i);
        }
        refusals.tell();
        refusals.refuse(RefusalReason.CONNECTIONS, "rtmp", "10.0.0.2:1");
        refusals.tell();
        refusals.tell();
        refusals.refuse(RefusalReason.CONNECTIONS, "rtmp", "10.0.0.3:1");
        assertEquals(
                List.of(
                        line("10.0.0.1:0", 1, "connections"),
                        line("10.0.0.1:999", 999, "connections"),
                        line("10.0.0.2:1", 1, "connections"),
                        line("10.0.0.3:1", 1, "connections")),
                lines());
    }

    @Test
    void eachReasonIsToldAndCountedForItself() {
        refusals.refuse(RefusalReason.CONNECT_RATE, "rtmp", "10.0.0.1:1");
        refusals.refuse(RefusalReason.CONNECTIONS_PER_ADDRESS, "rtmp", "10.0.0.1:2");
        refusals.count(RefusalReason.MESSAGES);
        refusals.count(RefusalReason.MESSAGES);
        refusals.tell();
        assertEquals(
                List.of(line("10.0.0.1:1", 1, "connect-rate"), line("10.0.0.1:2", 1, "connections-per-address")),
                lines());
        assertEquals(RefusalReason.values().length, refusals.counts().size());
        assertEquals(2, refusals.counts().get(RefusalReason.MESSAGES));
        assertEquals(1, refusals.counts().get(RefusalReason.CONNECT_RATE));
        assertEquals(0, refusals.counts().get(RefusalReason.STREAMS));
    }
}
