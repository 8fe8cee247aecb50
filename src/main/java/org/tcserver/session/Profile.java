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
 * The client's description in events, and the log that receives them.
 *
 * <p>Thread-safe: only the connection's thread writes; any thread reads.
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

    /** Adds the App and name of a connected client to later events. */
    void connected(String app, String publisherName) {
        this.app = app;
        this.publisherName = publisherName.isEmpty() ? null : publisherName;
        events.connected();
    }

    /** Returns the description with the current address, which can change. */
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

    /** Logs the number of suppressed events. Call this when the client is about to leave. */
    void tellSuppressed() {
        events.tellSuppressed();
    }

    /** Returns true while the client causes too many events, so that the server should read more slowly. */
    boolean isOverdrawn() {
        return events.isOverdrawn(connection.farAddress());
    }

    void count(RefusalReason limit) {
        refusals.count(limit);
    }

    /** Logs that the client exceeded a limit, with the stream's {@code name} or the {@code count} of messages. */
    void logLimited(RefusalReason limit, @Nullable String name, long count) {
        log(client -> new ClientEvent.Limited(client, limit, name, count));
    }

    void logError(String reason) {
        log(client -> new ClientEvent.ProtocolError(client, reason));
    }
}
