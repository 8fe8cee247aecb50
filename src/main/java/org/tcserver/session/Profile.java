package org.tcserver.session;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tcserver.event.ClientEvent;
import org.tcserver.event.ClientMembers;
import org.tcserver.event.Event;
import org.tcserver.event.EventLog;
import org.tcserver.event.RefusalReason;
import org.tcserver.event.Refusals;
import org.tcserver.tc.TcConnection;

/**
 * What events tell about this client, and the log that they go to.
 *
 * <p>Thread-safe: written on the connection's thread only, read on any.
 */
final class Profile {
    private final String connectionId;
    private final TcConnection connection;
    private final EventLog log;
    private final Refusals refusals;
    private volatile @Nullable String app;
    private volatile @Nullable String publisherName;

    Profile(String connectionId, TcConnection connection, SessionServices services) {
        this.connectionId = connectionId;
        this.connection = connection;
        log = services.log();
        refusals = services.refusals();
    }

    String connectionId() {
        return connectionId;
    }

    /** From now on events tell what is known once a client is connected. */
    void connected(String app, String publisherName) {
        this.app = app;
        this.publisherName = publisherName.isEmpty() ? null : publisherName;
    }

    /** The address is the present one: a client may move. */
    ClientMembers members() {
        return new ClientMembers(
                connectionId,
                connection.farAddress(),
                app,
                connection.protocol().label(),
                publisherName);
    }

    void log(Function<ClientMembers, Event> event) {
        log.log(event.apply(members()));
    }

    void count(RefusalReason limit) {
        refusals.count(limit);
    }

    /** What the limit did to this client: to the stream of that {@code name}, or to {@code count} messages. */
    void logLimited(RefusalReason limit, @Nullable String name, long count) {
        log(client -> new ClientEvent.Limited(client, limit, name, count));
    }

    void logError(String reason) {
        log(client -> new ClientEvent.ProtocolError(client, reason));
    }
}
