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

/** All sessions that there are: opens them, counts them, closes them. Thread-safe. */
public final class Sessions {
    private final SessionServices services;
    private final SessionSettings settings;
    private final Runnable changed;
    private final Set<Session> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong soFar = new AtomicLong();
    private final SecureRandom random = new SecureRandom();
    private final Admissions admissions;

    /**
     * Sessions that share {@code services}.
     *
     * @param changed run after each client that connected and each that is gone, on its thread: short, never blocking
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
     * A session for {@code connection}, to be called on the connection's thread. It lasts until {@link
     * TcHandler#closed()}, which must be called in any case.
     */
    public TcHandler open(TcConnection connection) {
        var session = new Session(soFar.incrementAndGet(), connection, connectionId(connection), this);
        open.add(session);
        return session;
    }

    /** Authenticates clients by these keys from now on. Connected clients stay. */
    public void masterKeys(List<Bytes> keys) {
        admissions.masterKeys(keys);
    }

    /** How many there are, connected or not. */
    public int count() {
        return open.size();
    }

    /** What there is to tell about each, for the {@code clients} event. */
    public List<ClientDump> dump() {
        return open.stream().map(Session::dump).toList();
    }

    /**
     * As many clients as {@code limit} says, from the first of a higher number than {@code after} on; each is described when
     * it is asked for.
     */
    public Stream<ClientState> list(long after, int limit) {
        var page = open.stream()
                .filter(session -> session.number() > after)
                .sorted(Comparator.comparingLong(Session::number))
                .limit(limit)
                .toList();
        return page.stream().map(Session::state); // of a stream that is sorted itself, all would be made at once
    }

    /** Visits the connections that there are. */
    public void forEach(Consumer<TcConnection> visitor) {
        open.forEach(session -> visitor.accept(session.connection()));
    }

    /** Closes the connections of all. */
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
