package org.tcserver.session;

import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tcserver.event.ClientDump;
import org.tcserver.tc.TcConnection;
import org.tcserver.tc.TcHandler;
import org.tcserver.wire.Bytes;

/** The table of all sessions: opens, counts and closes them. Thread-safe. */
public final class Sessions {
    private final SessionServices services;
    private final SessionSettings settings;
    private final Runnable changed;
    private final Set<Session> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong soFar = new AtomicLong();
    private final SecureRandom random = new SecureRandom();
    private final Admissions admissions;

    /**
     * Creates an empty table of sessions that share {@code services}.
     *
     * @param changed runs after each client connects or leaves, on its thread: short, never blocking
     */
    public Sessions(SessionServices services, SessionSettings settings, Runnable changed) {
        this.services = services;
        this.settings = settings;
        this.changed = changed;
        var secret = new byte[SessionParameters.SECRET_BYTES];
        random.nextBytes(secret);
        admissions = new Admissions(settings.masterKeys(), new AdobeAuth(Bytes.wrap(secret)));
    }

    /**
     * Opens a session for {@code connection}, on the connection's thread. The caller must always call {@link
     * TcHandler#closed()}, which ends it.
     */
    public TcHandler open(TcConnection connection) {
        var session = new Session(soFar.incrementAndGet(), connection, connectionId(connection), this);
        open.add(session);
        return session;
    }

    /** Sets the keys that authenticate later clients. Connected clients stay. */
    public void masterKeys(List<Bytes> keys) {
        admissions.masterKeys(keys);
    }

    /** Returns the number of sessions, connected or not. */
    public int count() {
        return open.size();
    }

    /** Returns a description of each client for the {@code clients} event. */
    public List<ClientDump> dump() {
        return open.stream().map(Session::dump).toList();
    }

    /** Returns up to {@code limit} clients with numbers above {@code after}. The snapshots are made lazily. */
    public Stream<ClientState> list(long after, int limit) {
        var page = open.stream()
                .filter(session -> session.number() > after)
                .sorted(Comparator.comparingLong(Session::number))
                .limit(limit)
                .toList();
        return page.stream().map(Session::state); // lazy: a sorted stream would map all at once
    }

    /** Visits all connections. */
    public void forEach(Consumer<TcConnection> visitor) {
        open.forEach(session -> visitor.accept(session.connection()));
    }

    /** Closes all connections. */
    public void closeAll() {
        open.forEach(Session::close);
    }

    void connected() {
        changed.run();
    }

    void closed(Session session) {
        open.remove(session);
        changed.run();
    }

    Admissions admissions() {
        return admissions;
    }

    SessionServices services() {
        return services;
    }

    SessionSettings settings() {
        return settings;
    }

    private String connectionId(TcConnection connection) {
        var peerId = connection.peerId();
        if (!peerId.isEmpty() && !settings.randomConnectionIds()) {
            return peerId.toHex();
        }
        var id = new byte[SessionParameters.RANDOM_CONNECTION_ID_LENGTH];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
