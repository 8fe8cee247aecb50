package org.tcserver.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tcserver.amf.AmfValue;

/** Clients that do the same again and again do not fill the log. */
class EventFloodTest {
    private final TestServer server = new TestServer(TestServer.OPEN);
    private TestClient one;
    private TestClient two;

    @BeforeEach
    void connect() throws Exception {
        one = server.connected("live");
        two = server.connected("live");
        one.createStream();
        two.createStream();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void logsOnlyWhatChanges() throws Exception {
        one.publish(1, "foo");
        two.play(1, "foo");
        for (int i = 0; i < 3; i++) {
            for (boolean flag : new boolean[] {true, true, false, false}) {
                two.command(1, "pause", 0, AmfValue.of(flag));
                two.command(1, "receiveAudio", 0, AmfValue.of(flag));
                two.command(1, "receiveVideo", 0, AmfValue.of(flag));
            }
        }
        var types = server.eventTypes();
        assertEquals(3, Collections.frequency(types, "pause"));
        assertEquals(3, Collections.frequency(types, "unpause"));
        for (var kind : List.of("receiveAudio", "receiveVideo")) {
            assertEquals(3, Collections.frequency(types, kind + ",mute"));
            assertEquals(2, Collections.frequency(types, kind + ",unmute"), "it began unmuted");
        }
    }

    /** Ten megabytes of this made 621 MB of log. */
    @Test
    void boundsTheEventsOfAClientThatRepeatsItself() throws Exception {
        two.play(1, "x".repeat(4000));
        for (int i = 0; i < 10_000; i++) {
            two.command(1, "receiveAudio", 0, AmfValue.of(i % 2 == 1));
        }
        two.handler.closed();
        var lines = server.events();
        assertTrue(lines.size() < 110, () -> lines.size() + " lines");
        assertTrue(lines.stream().allMatch(line -> line.length() < 1000), "names are cut");
        assertTrue(lines.getLast().contains("\"@type\":\"close\""));
        assertTrue(lines.get(lines.size() - 2).contains("\"@type\":\"suppressed\""));
    }

    /** The log records every publication, so the server reads a client more slowly that publishes without pause. */
    @Test
    void readsAClientMoreSlowlyThatPublishesInALoop() throws Exception {
        int times = 0;
        while (!one.handler.isCongested(server.clock.nanos())) {
            one.publish(1, "foo");
            times++;
        }
        assertTrue(times > 1000 && times < 1100, times + " times");
        server.clock.nanos = server.clock.nanos() + 1_000_000_000L;
        assertFalse(one.handler.isCongested(server.clock.nanos()));
        assertEquals(times, Collections.frequency(server.eventTypes(), "publish"));
    }
}
