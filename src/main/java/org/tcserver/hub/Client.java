package org.tcserver.hub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.tcserver.event.AppEvent;
import org.tcserver.event.ClientMembers;
import org.tcserver.event.StreamMembers;
import org.tcserver.event.Tally;
import org.tcserver.event.Totals;
import org.tcserver.tc.Commands;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.Outlet;
import org.tcserver.tc.TcConnection;
import org.tcserver.tc.TcMessage;
import org.tcserver.tc.Wakeups;
import org.tcserver.wire.Bytes;

/**
 * One connected client, from {@link Hub#join} to {@link #leave}. It publishes, plays, and sends messages to other
 * clients.
 *
 * <p>Thread-safe without a lock of its own. A client lists each activity before it starts. {@link #leave} sets its flag
 * before it reads that list, so it misses no activity.
 */
public final class Client {
    private final Hub hub;
    private final App app;
    private final ClientIdentity identity;
    private final TcConnection connection;
    private final Tally tally;
    private final ConcurrentSkipListSet<Integer> streamIds = new ConcurrentSkipListSet<>();
    private final Map<Integer, Activity> activities = new ConcurrentHashMap<>(4);
    private final AtomicBoolean left = new AtomicBoolean();

    Client(Hub hub, App app, ClientIdentity identity, TcConnection connection) {
        this.hub = hub;
        this.app = app;
        this.identity = identity;
        this.connection = connection;
        this.tally = app.tally().part();
    }

    public String connectionId() {
        return identity.connectionId();
    }

    public ClientIdentity identity() {
        return identity;
    }

    public String appName() {
        return app.name();
    }

    public TcConnection connection() {
        return connection;
    }

    /**
     * Returns the fields of this client for events. The address is the current one; it can change while the client is
     * connected.
     */
    public ClientMembers members() {
        var publisherName = identity.publisherName();
        return new ClientMembers(
                identity.connectionId(),
                connection.farAddress(),
                app.name(),
                connection.protocol().label(),
                publisherName.isEmpty() ? null : publisherName);
    }

    public Totals totals() {
        return tally.totals();
    }

    /** Adds stream {@code streamId}, idle at first. */
    public void createStream(int streamId) {
        streamIds.add(streamId);
    }

    /** Removes the stream, which must be idle. */
    public void deleteStream(int streamId) {
        streamIds.remove(streamId);
    }

    /** Returns the number of streams that this client publishes. */
    public long publications() {
        return activities.values().stream()
                .filter(Publication.class::isInstance)
                .count();
    }

    /** Returns the number of streams that this client plays. */
    public long subscriptions() {
        return activities.values().stream()
                .filter(Subscription.class::isInstance)
                .count();
    }

    /** Returns the streams of this client, by ascending ID. */
    public List<StreamMembers> streams() {
        var streams = new ArrayList<StreamMembers>();
        for (int streamId : streamIds) {
            var activity = activities.get(streamId);
            streams.add(activity == null ? idle(streamId) : activity.members());
        }
        return streams;
    }

    /**
     * Publishes on the stream of {@code outlet}, and sends {@code NetStream.Publish.Start}.
     *
     * @return the publication, or why the hub refused it
     */
    public PublishResult publish(StreamName name, Outlet outlet, Publication.Owner owner) {
        if (name.isReserved()) {
            return PublishResult.Refused.BAD_NAME;
        }
        connection.memory().charge(name.heldBytes());
        var publication = new Publication(this, name, outlet, owner);
        list(outlet.streamId(), publication);
        var result = publication.start();
        if (result instanceof PublishResult.Refused) {
            forget(outlet.streamId(), publication);
            connection.memory().release(name.heldBytes());
        }
        return result;
    }

    /**
     * Plays on the stream of {@code outlet}. If the stream has a publisher, the hub immediately sends {@code
     * NetStream.Play.PublishNotify} and everything a decoder needs to start mid-stream.
     */
    public Subscription play(StreamName name, Outlet outlet) {
        connection.memory().charge(name.heldBytes());
        var subscription = new Subscription(this, name, outlet);
        list(outlet.streamId(), subscription);
        subscription.start();
        return subscription;
    }

    /** Ends the current publication of the stream if its priority is below the highest that this client may use. */
    public void releaseStream(StreamName name) {
        if (!name.isReserved()) {
            Publication.release(place(name), identity.maxPriority(), hub.nowNanos());
        }
    }

    /**
     * Sends {@code arguments} to the client with the given connection ID, in hexadecimal digits of either case. If too
     * many relayed messages already wait for that client, the hub drops and counts this one. So no client can flood
     * another.
     *
     * @return null if there is no such client
     */
    public @Nullable Peer relay(String connectionId, Bytes arguments) {
        var target = hub.find(connectionId);
        if (target == null) {
            return null;
        }
        tally.relayIn();
        var wakeups = new Wakeups();
        target.relayed(onRelay(arguments), hub.nowNanos(), wakeups);
        wakeups.fire();
        return target.asPeer();
    }

    /** Sends {@code arguments} to all clients of the App, including this one; see {@link #relay}. */
    public void broadcast(Bytes arguments) {
        tally.broadcast();
        var wakeups = new Wakeups();
        var message = onRelay(arguments);
        long nowNanos = hub.nowNanos();
        for (var target : app.clients()) {
            target.relayed(message, nowNanos, wakeups);
        }
        wakeups.fire();
    }

    /** Counts a message from this client to others that was refused because it was too large. */
    public void countTooLarge() {
        tally.relayTooLarge();
    }

    /**
     * Requests a notice when the client with the given connection ID, in hexadecimal digits of either case,
     * disconnects. If there is no such client, the hub sends the notice immediately.
     */
    public WatchResult watch(String connectionId) {
        var target = hub.find(connectionId);
        if (target == this) {
            return WatchResult.SELF;
        }
        var result = target == null ? WatchResult.NOT_FOUND : hub.watches().add(this, target);
        if (result.status() == WatchResult.Status.NOT_FOUND) {
            send(Commands.onDisconnected(connectionId));
        }
        return result;
    }

    /**
     * Disconnects this client from the hub: ends its streams, notifies its watchers, drops its own watches, and leaves
     * its App. Does not close the connection. Idempotent; any thread may call it.
     */
    public void leave() {
        if (!left.compareAndSet(false, true)) {
            return;
        }
        hub.unlist(this);
        List.copyOf(activities.values()).forEach(Activity::end);
        var gone = Commands.onDisconnected(connectionId());
        hub.watches().removeTarget(this).forEach(watcher -> watcher.send(gone));
        hub.watches().removeWatcher(this);
        hub.leaveApp(app, this);
    }

    void endSilentPublications(long limitNanos) {
        for (var activity : activities.values()) {
            if (activity instanceof Publication publication) {
                publication.endIfSilent(limitNanos);
            }
        }
    }

    boolean hasLeft() {
        return left.get();
    }

    Hub hub() {
        return hub;
    }

    Tally tally() {
        return tally;
    }

    Peer asPeer() {
        return new Peer(identity.connectionId(), connection.farAddress());
    }

    StreamTable.Place place(StreamName name) {
        return hub.streams().place(app, name.hashname());
    }

    void log(AppEvent event) {
        hub.log(event);
    }

    void forget(int streamId, Activity activity) {
        activities.remove(streamId, activity);
    }

    /** Sends on the control stream and wakes the writer. */
    void send(TcMessage message) {
        var wakeups = new Wakeups();
        send(message, hub.nowNanos(), wakeups);
        wakeups.fire();
    }

    void send(TcMessage message, long nowNanos, Wakeups wakeups) {
        connection.outlet(0).send(Outgoing.permanent(0, message), nowNanos, wakeups);
    }

    /**
     * Ends the stream's previous activity. If the client has already left, also ends {@code activity}, which then never
     * starts.
     */
    private void list(int streamId, Activity activity) {
        var previous = activities.put(streamId, activity);
        if (previous != null) {
            previous.end();
        }
        if (hasLeft()) {
            activity.end();
        }
    }

    private void relayed(TcMessage onRelay, long nowNanos, Wakeups wakeups) {
        if (hasLeft()) {
            return;
        }
        if (connection.outlet(0).relay(onRelay, nowNanos, wakeups)) {
            tally.relayOut();
        } else {
            tally.relayDropped();
        }
    }

    private static StreamMembers idle(int streamId) {
        return new StreamMembers(streamId, null, Duration.ZERO, StreamMembers.State.IDLE);
    }

    private TcMessage onRelay(Bytes arguments) {
        return Commands.onRelay(identity.connectionId(), identity.publisherName(), arguments);
    }
}
