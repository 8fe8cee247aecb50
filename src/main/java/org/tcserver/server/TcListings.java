package org.tcserver.server;

import java.util.Map;
import java.util.stream.Stream;
import org.tcserver.event.Members;
import org.tcserver.hub.Hub;
import org.tcserver.hub.StreamState;
import org.tcserver.session.ClientState;
import org.tcserver.session.Sessions;
import org.tcserver.status.Listing;

/** JSON listings of clients and streams, with the names and masks of the event log. Thread-safe. */
final class TcListings {
    /** Maximum number of streams to list per client, which may have a thousand. */
    private static final int STREAMS_PER_CLIENT = 32;

    private final Hub hub;
    private final Sessions sessions;

    TcListings(Hub hub, Sessions sessions) {
        this.hub = hub;
        this.sessions = sessions;
    }

    Map<String, Listing> byName() {
        return Map.of("clients", this::clients, "streams", this::streams);
    }

    private Stream<Listing.Entry> clients(long after, int limit) {
        return sessions.list(after, limit).map(client -> new Listing.Entry(client.number(), describe(client)));
    }

    private Stream<Listing.Entry> streams(long after, int limit) {
        return hub.streams(after, limit).map(stream -> new Listing.Entry(stream.number(), describe(stream)));
    }

    private static Members describe(ClientState client) {
        var connection = client.connection();
        var members = new Members().put("number", client.number()).putTime("since", client.sinceMillis());
        client.dump().describe(members, STREAMS_PER_CLIENT);
        if (connection.roundTripNanos() > 0) {
            members.put("roundTrip", connection.roundTripNanos() / 1e9);
        }
        return members.put("bytesIn", connection.received().bytes())
                .put("messagesIn", connection.received().messages())
                .put("bytesOut", connection.sent().bytes())
                .put("messagesOut", connection.sent().messages())
                .put("messagesDropped", connection.droppedMessages())
                .put("queuedBytes", connection.waiting().bytes())
                .put("queueAge", connection.waiting().oldestNanos() / 1e9);
    }

    private static Members describe(StreamState stream) {
        var members = new Members()
                .put("number", stream.number())
                .put("app", stream.app())
                .put("hashname", stream.hashname())
                .put("subscribers", stream.subscribers());
        var published = stream.published();
        if (published != null) {
            describe(published, members);
        }
        return members;
    }

    private static void describe(StreamState.Published published, Members members) {
        published.name().describe(members);
        members.put("publisher", published.connectionId())
                .put("username", published.publisherName().isEmpty() ? null : published.publisherName())
                .put("priority", published.priority())
                .putTime("since", published.sinceMillis())
                .put("messagesIn", published.media().messages())
                .put("bytesIn", published.media().bytes())
                .put("audioCodec", published.media().audioCodec())
                .put("videoCodec", published.media().videoCodec());
    }
}
