package org.tcserver.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcserver.time.Clock;

class EventBudgetsTest {
    private static final String ADDRESS = "192.0.2.1:4711";
    private static final Pattern COMMON = Pattern.compile("\"@(?:pid|server|timestamp)\":[^,}]*,?");

    /** A clock that only the test moves. */
    private static final class ManualClock implements Clock {
        private final AtomicLong nanos = new AtomicLong();

        @Override
        public long nanos() {
            return nanos.get();
        }

        @Override
        public long wallMillis() {
            return nanos.get() / 1_000_000;
        }

        void moveSeconds(long seconds) {
            nanos.addAndGet(seconds * 1_000_000_000);
        }
    }

    private final ManualClock clock = new ManualClock();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final EventLog log = new EventLog(new EventLog.Origin(1, "0123456789"), false, clock, out);
    private final ClientEvents events = log.client();
    private final ClientMembers members = members(ADDRESS);

    @AfterEach
    void close() {
        log.close();
    }

    private static ClientMembers members(String address) {
        return new ClientMembers("00ff", address, null, "rtmp", null);
    }

    private static ServerEvent.Accept accept(String address) {
        return new ServerEvent.Accept("rtmp", address, null, null);
    }

    /** Closes the log and returns its lines, without the members that all events have. */
    private List<String> lines() {
        log.close();
        return out.toString(UTF_8)
                .lines()
                .map(line -> COMMON.matcher(line).replaceAll(""))
                .toList();
    }

    private long count(String type) {
        return lines().stream()
                .filter(line -> line.contains("\"@type\":\"" + type + "\""))
                .count();
    }

    private void broadcast(int times) {
        for (int i = 0; i < times; i++) {
            events.log(members, new ClientEvent.Broadcast(members));
        }
    }

    @Test
    void writesABurstAndThenTenASecond() {
        broadcast(150);
        for (int i = 0; i < 5; i++) {
            clock.moveSeconds(1);
            broadcast(50);
        }
        assertEquals(100 + 5 * 10, count("broadcast"));
        assertEquals(50 + 5 * 40, log.suppressed());
    }

    @Test
    void tellsOnceASecondWhatWasSuppressed() {
        broadcast(103);
        events.log(members, new ClientEvent.CreateStream(members, 1));
        log.tellSuppressed();
        log.tellSuppressed();
        var lines = lines();
        assertEquals(101, lines.size());
        assertEquals(
                "{\"@type\":\"suppressed\",\"address\":\"192.0.2.1:4711\",\"connectionID\":\"00ff\",\"count\":4,"
                        + "\"proto\":\"rtmp\",\"types\":{\"broadcast\":3,\"createStream\":1}}",
                lines.getLast());
    }

    @Test
    void tellsWhatWasSuppressedBeforeTheEnd() {
        broadcast(101);
        events.tellSuppressed();
        events.tellSuppressed();
        log.tellSuppressed();
        assertEquals(1, count("suppressed"));
    }

    @Test
    void writesEssentialEventsOfAClientAlways() {
        events.connected();
        broadcast(200);
        for (int i = 0; i < 500; i++) {
            events.log(members, new ClientEvent.PublishReject(members, 1, "a", null));
        }
        events.log(members, new ClientEvent.Close(members, Totals.NONE));
        assertEquals(500, count("publish-reject"));
        assertEquals(1, count("close"));
    }

    @Test
    void asksToReadAClientMoreSlowlyThatCausesTooManyEssentialEvents() {
        events.connected();
        assertFalse(events.isOverdrawn(ADDRESS));
        for (int i = 0; i < 100 + 2048; i++) {
            events.log(members, new ClientEvent.PublishReject(members, 1, "a", null));
        }
        assertFalse(events.isOverdrawn(ADDRESS));
        events.log(members, new ClientEvent.PublishReject(members, 1, "a", null));
        assertTrue(events.isOverdrawn(ADDRESS));
        clock.moveSeconds(1);
        assertFalse(events.isOverdrawn(ADDRESS));
    }

    @Test
    void asksToReadOnlyBusyClientsOfAnAddressMoreSlowly() {
        for (int i = 0; i < 100; i++) {
            var other = log.client();
            other.connected();
            for (int j = 0; j < 101; j++) {
                other.log(members, new ClientEvent.PublishReject(members, 1, "a", null));
            }
        }
        events.connected();
        for (int i = 0; i < 20; i++) {
            events.log(members, new ClientEvent.PublishReject(members, 1, "a", null));
        }
        assertFalse(events.isOverdrawn(ADDRESS), "it did no more than a publisher does");
        events.log(members, new ClientEvent.PublishReject(members, 1, "a", null));
        assertTrue(events.isOverdrawn(ADDRESS));
        assertFalse(events.isOverdrawn("192.0.2.2:4711"));
    }

    @Test
    void summarizesFloodsOfRefusedConnectionsByAddress() {
        for (int i = 0; i < 10_000; i++) {
            var each = members("192.0.2.1:" + i);
            log.log(accept(each.address()));
            var connection = log.client();
            connection.log(each, new ClientEvent.ConnectReject(each, "bad-auth", "live"));
            connection.log(each, new ClientEvent.Close(each, Totals.NONE));
            connection.tellSuppressed();
        }
        log.log(accept("192.0.2.2:1"));
        log.tellSuppressed();
        var lines = lines();
        assertEquals(5000 + 1 + 1, lines.size());
        assertEquals(
                "{\"@type\":\"suppressed\",\"address\":\"192.0.2.1\",\"count\":25000,"
                        + "\"types\":{\"accept\":8333,\"close\":8334,\"connect-reject\":8333}}",
                lines.getLast());
    }

    /** Many connections from one address share one limit. */
    @Test
    void summarizesManyFloodingClientsByAddress() {
        for (int i = 0; i < 200; i++) {
            var connection = log.client();
            connection.connected();
            for (int j = 0; j < 101; j++) {
                connection.log(members, new ClientEvent.Broadcast(members));
            }
        }
        log.tellSuppressed();
        assertEquals(5000, count("broadcast"));
        assertEquals(1, count("suppressed"));
    }

    @Test
    void sharesOneBudgetAmongAddressesBeyondThoseRemembered() {
        for (int i = 0; i < EventParameters.ADDRESSES; i++) {
            log.log(accept("10.0." + i / 256 + "." + i % 256 + ":1"));
        }
        for (int i = 0; i < EventParameters.ADDRESS_BURST + 3; i++) {
            log.log(accept("10.1." + i / 256 + "." + i % 256 + ":1"));
        }
        log.tellSuppressed();
        var lines = lines();
        assertEquals(EventParameters.ADDRESSES + EventParameters.ADDRESS_BURST + 1, lines.size());
        assertEquals("{\"@type\":\"suppressed\",\"count\":3,\"types\":{\"accept\":3}}", lines.getLast());
    }

    @Test
    void forgetsAddressesWhoseBudgetIsFullAgain() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < EventParameters.ADDRESSES; i++) {
                log.log(accept("10." + round + "." + i / 256 + "." + i % 256 + ":1"));
            }
            clock.moveSeconds(1);
        }
        assertEquals(0, log.suppressed());
        assertEquals(3L * EventParameters.ADDRESSES, count("accept"));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1:4711, 192.0.2.1",
        "192.0.2.1:4711;2001:db8::7, 192.0.2.1",
        "[2001:db8:0:1::5]:4711, 2001:db8:0:1::/64",
        "[2001:db8:0:1:ffff::5]:4711;203.0.113.7, 2001:db8:0:1::/64",
        "[::1]:1, 0:0:0:0::/64",
        "nonsense, nonsense",
        "[nonsense:1, [nonsense"
    })
    void countsConnectionsByHostOrNetwork(String address, String host) {
        assertEquals(host, AddressBudgets.host(address));
    }
}
