package org.tcserver.session;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tcserver.event.ClientEvent;
import org.tcserver.event.ClientEvents;
import org.tcserver.event.ClientMembers;
import org.tcserver.event.Event;
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
    private final ClientEvents events;
    private final Refusals refusals;
    private volatile @Nullable String app;
    private volatile @Nullable String publisherName;

    Profile(String connectionId, TcConnection connection, SessionServices services) {
        this.connectionId = connectionId;
        this.connection = connection;
        events = services.log().client();
        refusals = services.refusals();
    }

    String connectionId() {
        return connectionId;
    }

    /** From now on events tell what is known once a client is connected. */
    void connected(String app, String publisherName) {
        this.app = app;
        this.publisherName = publisherName.isEmpty() ? null : publisherName;
        events.connected();
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
        var members = members();
        events.log(members, event.apply(members));
    }

    /** The client is about to leave. */
    void tellSuppressed() {
        events.tellSuppressed();
    }

    /** True while the client causes too many events and should be read more slowly. */
    boolean isOverdrawn() {
        return events.isOverdrawn(connection.farAddress());
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
