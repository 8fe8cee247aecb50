package org.tcserver.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.tcserver.event.EventLog;
import org.tcserver.event.Refusals;
import org.tcserver.hub.Hub;
import org.tcserver.hub.HubLimits;
import org.tcserver.hub.Treatment;
import org.tcserver.time.Clock;
import org.tcserver.time.Timers;
import org.tcserver.wire.Bytes;

/** Sessions with a real hub and a real event log, but without transports and without time. */
final class TestServer implements AutoCloseable {
    static final SessionSettings OPEN = new SessionSettings(List.of(), null, null, false);
    static final Bytes KEY = Bytes.ofUtf8("supersecret");
    static final SessionSettings LOCKED = new SessionSettings(List.of(KEY), null, null, false);

    /** 2023-11-14 22:13:20 UTC. */
    static final double UNIX_SECONDS = 1_700_000_000;

    private static final Pattern COMMON = Pattern.compile("\"@(?:pid|server|timestamp)\":[^,}]*,?");

    /** A clock that only the test moves. */
    static final class ManualClock implements Clock {
        volatile long nanos;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public long wallMillis() {
            return (long) (UNIX_SECONDS * 1000) + nanos / 1_000_000;
        }
    }

    final ManualClock clock = new ManualClock();
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final EventLog log = new EventLog(new EventLog.Origin(1, "0123456789"), true, clock, out);
    final Timers timers = new Timers();
    final Refusals refusals = new Refusals(log);
    final Hub hub = new Hub(Treatment.DEFAULT, HubLimits.DEFAULT, log, clock);
    final Sessions sessions;
    int changes;

    TestServer(SessionSettings settings) {
        sessions = new Sessions(new SessionServices(hub, log, clock, timers, refusals), settings, () -> changes++);
    }

    /** A new client, not connected yet. */
    TestClient open() {
        return open(new FakeConnection());
    }

    TestClient open(FakeConnection connection) {
        return new TestClient(connection, sessions.open(connection));
    }

    /** Returns a client connected to {@code app}, without the messages of connecting. */
    TestClient connected(String app) throws Exception {
        var client = open();
        client.connect(app);
        client.connection.sent.clear();
        return client;
    }

    /** Closes the log and returns all events, without the members that all have. */
    List<String> events() {
        log.close();
        return out.toString(UTF_8)
                .lines()
                .map(line -> COMMON.matcher(line).replaceAll(""))
                .toList();
    }

    /** The types of all events so far. */
    List<String> eventTypes() {
        return events().stream()
                .map(line -> line.replaceAll(".*\"@type\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    /** The events of that type so far. */
    List<String> events(String type) {
        return events().stream()
                .filter(line -> line.contains("\"@type\":\"" + type + "\""))
                .toList();
    }

    @Override
    public void close() {
        log.close();
        timers.close();
    }
}
