package org.tcserver.hub;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.tcserver.event.AppEvent;
import org.tcserver.event.StreamMembers;
import org.tcserver.media.MediaKind;
import org.tcserver.media.MediaTag;
import org.tcserver.memory.MemoryAccount;
import org.tcserver.tc.Kind;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.Outlet;
import org.tcserver.tc.PublisherLabel;
import org.tcserver.tc.StatusMessages;
import org.tcserver.tc.StreamLabel;
import org.tcserver.tc.TcMessage;
import org.tcserver.tc.Wakeups;

/**
 * One publication of a client: from {@link Client#publish} until {@link #end}, or until the hub takes it away.
 *
 * <p>Thread-safe, guarded by its stripe's lock. Only one thread may call {@link #message}.
 */
public final class Publication implements Activity {
    /** The reason why the hub took a publication away. The client has already received a status. */
    public enum Reason {
        /** Another client publishes at a higher priority. */
        PREEMPTED("preempted by a publish of higher priority"),
        /** Another client released the stream. */
        RELEASED("publish terminated by releaseStream"),
        /** The client published nothing for too long. */
        SILENT("nothing published for too long");

        private final String description;

        Reason(String description) {
            this.description = description;
        }
    }

    /** The owner of a publication. */
    public interface Owner {
        /**
         * Reports that the hub took the publication away. Another thread calls this once, without locks. Must not
         * block.
         */
        void ended(Reason reason);
    }

    private final Client client;
    private final StreamName name;
    private final StreamLabel label;
    private final double priority;
    private final Outlet outlet;
    private final Owner owner;
    private final StreamTable.Place place;
    private final Wakeups messageWakeups = new Wakeups();

    private final MediaTime mediaTime = new MediaTime();
    private final PublicationTraffic traffic = new PublicationTraffic();
    private long sinceMillis;
    private @Nullable LiveStream stream;
    private long heardNanos;
    private volatile boolean ended;

    Publication(Client client, StreamName name, Outlet outlet, Owner owner) {
        this.client = client;
        this.name = name;
        this.label = new StreamLabel(name.name(), name.hashname());
        this.priority = Math.min(
                client.identity().maxPriority(),
                name.parameters().number("priority").orElse(Double.NEGATIVE_INFINITY));
        this.outlet = outlet;
        this.owner = owner;
        this.place = client.place(name);
    }

    /**
     * Starts to publish, and preempts a publication of lower priority. Refuses if another has the same or a higher
     * priority, or if {@link #end} was called first.
     */
    PublishResult start() {
        var wakeups = new Wakeups();
        @Nullable Publication preempted;
        place.lock();
        try {
            if (ended) {
                return PublishResult.Refused.BAD_NAME;
            }
            var existing = place.find();
            preempted = existing == null ? null : existing.publication();
            var refused = obstacle(preempted);
            if (refused != null) {
                ended = true;
                return refused;
            }
            begin(place.open(), preempted, wakeups);
        } finally {
            place.unlock();
        }
        wakeups.fire();
        client.tally().publish();
        if (preempted != null) {
            preempted.afterEnd(Reason.PREEMPTED);
        }
        return new PublishResult.Granted(this);
    }

    /** Returns why this cannot replace {@code other}. Returns null if it can; then the hub has counted it. */
    private PublishResult.@Nullable Refused obstacle(@Nullable Publication other) {
        if (other != null && other.priority >= priority) {
            return PublishResult.Refused.BAD_NAME;
        }
        if (other != null) {
            client.hub().replacePublication();
            return null;
        }
        return client.hub().admitPublication() ? null : PublishResult.Refused.TOO_MANY;
    }

    /**
     * Ends a publication that has sent nothing for {@code limitNanos}. Time during which all players are congested does
     * not count.
     */
    void endIfSilent(long limitNanos) {
        var wakeups = new Wakeups();
        place.lock();
        try {
            long nowNanos = client.hub().nowNanos();
            if (ended || stream == null) {
                return;
            }
            if (stream.isCongested(nowNanos)) {
                heardNanos = nowNanos;
            }
            if (nowNanos - heardNanos < limitNanos) {
                return;
            }
            takeAway(Reason.SILENT, nowNanos, wakeups);
            place.close();
        } finally {
            place.unlock();
        }
        wakeups.fire();
        afterEnd(Reason.SILENT);
    }

    /** Ends the publication of the stream at {@code place} if its priority is below {@code maxPriority}. */
    static void release(StreamTable.Place place, double maxPriority, long nowNanos) {
        var wakeups = new Wakeups();
        @Nullable Publication released;
        place.lock();
        try {
            var stream = place.find();
            released = stream == null ? null : stream.publication();
            if (released == null || released.priority >= maxPriority) {
                return;
            }
            released.takeAway(Reason.RELEASED, nowNanos, wakeups);
            place.close();
        } finally {
            place.unlock();
        }
        wakeups.fire();
        released.afterEnd(Reason.RELEASED);
    }

    /** Returns the priority; negative infinity by default. */
    public double priority() {
        return priority;
    }

    /** Returns the stream's name, without a query. */
    public String name() {
        return name.name();
    }

    public boolean isEnded() {
        return ended;
    }

    /** Forwards an audio, video or AMF0 data message to all subscribers. Does nothing after the end. */
    public void message(TcMessage message) {
        if (ended) {
            return;
        }
        message.chargeTo(memory());
        if (message.kind() == Kind.DATA) {
            data(DataCommand.of(message));
        } else {
            var kind = message.kind() == Kind.AUDIO ? MediaKind.AUDIO : MediaKind.VIDEO;
            media(message, MediaTag.of(kind, message.payload()));
        }
    }

    /**
     * Returns true while there are subscribers and all of their queues exceed the threshold. Under global memory
     * pressure the threshold drops. A subscriber that keeps up still has room, so the server keeps reading from the
     * publisher.
     */
    public boolean isCongested(long nowNanos) {
        place.lock();
        try {
            return stream != null && !ended && stream.isCongested(nowNanos);
        } finally {
            place.unlock();
        }
    }

    /** Returns the duration of the media so far. */
    public Duration duration() {
        place.lock();
        try {
            return mediaTime.total();
        } finally {
            place.unlock();
        }
    }

    @Override
    public StreamMembers members() {
        return new StreamMembers(outlet.streamId(), name.members(), duration(), StreamMembers.State.PUBLISHING);
    }

    /** Stops publishing. Sends no status to the client. Idempotent. */
    @Override
    public void end() {
        var wakeups = new Wakeups();
        boolean started;
        place.lock();
        try {
            if (ended) {
                return;
            }
            started = stream != null;
            stop(client.hub().nowNanos(), wakeups);
            place.close();
        } finally {
            place.unlock();
        }
        wakeups.fire();
        if (started) {
            forget();
        }
    }

    /** Returns the account to charge for the memory that this publication uses. */
    MemoryAccount memory() {
        return client.connection().memory();
    }

    /** Returns the description of the publisher that subscribers receive. */
    PublisherLabel publisher() {
        var identity = client.identity();
        return new PublisherLabel(priority, identity.connectionId(), identity.publisherName());
    }

    /** Returns a snapshot for listings. Call it with the lock. */
    StreamState.Published state() {
        return new StreamState.Published(
                name.members(),
                client.connectionId(),
                client.identity().publisherName(),
                priority,
                sinceMillis,
                traffic.state());
    }

    private void begin(LiveStream taken, @Nullable Publication preempted, Wakeups wakeups) {
        long nowNanos = client.hub().nowNanos();
        if (preempted != null) {
            preempted.takeAway(Reason.PREEMPTED, nowNanos, wakeups);
        }
        stream = taken;
        sinceMillis = client.hub().wallMillis();
        heardNanos = nowNanos;
        // Send this under the lock, so that it precedes the notice of an immediate preemption.
        sendStatus(StatusMessages.publishStart(label, priority), nowNanos, wakeups);
        taken.publish(this, nowNanos, wakeups);
    }

    private void takeAway(Reason reason, long nowNanos, Wakeups wakeups) {
        sendStatus(StatusMessages.publishEnded(label, reason.description), nowNanos, wakeups);
        stop(nowNanos, wakeups);
    }

    private void stop(long nowNanos, Wakeups wakeups) {
        ended = true;
        if (stream != null) {
            stream.unpublish(nowNanos, wakeups);
            client.tally().publishedFor(mediaTime.stop());
        }
    }

    private void afterEnd(Reason reason) {
        forget();
        owner.ended(reason);
    }

    private void forget() {
        client.forget(outlet.streamId(), this);
        memory().release(name.heldBytes());
        client.hub().publicationEnded();
    }

    private void media(TcMessage message, MediaTag tag) {
        long nowNanos = client.hub().nowNanos();
        forward(Delivery.ofMedia(message, tag, nowNanos, messageWakeups));
    }

    private void data(DataCommand command) {
        long nowNanos = client.hub().nowNanos();
        switch (command) {
            case DataCommand.Forward(TcMessage message) -> forward(Delivery.ofData(message, nowNanos, messageWakeups));
            case DataCommand.SetDataFrame(String callback, TcMessage message) ->
                setDataFrame(callback, Delivery.ofData(message, nowNanos, messageWakeups));
            case DataCommand.ClearDataFrame(String callback) -> clearDataFrame(callback, nowNanos);
        }
    }

    private void forward(Delivery delivery) {
        place.lock();
        try {
            var forwarding = counted(delivery.nowNanos());
            if (forwarding == null) {
                return;
            }
            traffic.count(delivery);
            if (delivery.tag() == null) {
                forwarding.forward(delivery);
            } else {
                forwarding.forwardMedia(delivery);
            }
        } finally {
            place.unlock();
        }
        messageWakeups.fire();
    }

    private void setDataFrame(String callback, Delivery delivery) {
        place.lock();
        try {
            var forwarding = counted(delivery.nowNanos());
            if (forwarding == null) {
                return;
            }
            traffic.count(delivery);
            forwarding.dataKeyframes().set(callback, delivery.message());
            forwarding.forward(delivery);
        } finally {
            place.unlock();
        }
        messageWakeups.fire();
        client.log(new AppEvent.SetDataFrame(client.appName(), label.hashname(), callback));
    }

    private void clearDataFrame(String callback, long nowNanos) {
        place.lock();
        try {
            var forwarding = counted(nowNanos);
            if (forwarding == null) {
                return;
            }
            forwarding.dataKeyframes().clear(callback);
        } finally {
            place.unlock();
        }
        client.log(new AppEvent.ClearDataFrame(client.appName(), label.hashname(), callback));
    }

    /** Counts an incoming message. Returns the stream to forward it on, or null after the end. */
    private @Nullable LiveStream counted(long nowNanos) {
        if (ended) {
            return null;
        }
        heardNanos = nowNanos;
        long countedNanos = mediaTime.message(nowNanos);
        if (countedNanos > 0) {
            client.tally().publishedFor(countedNanos);
        }
        return stream;
    }

    private void sendStatus(TcMessage status, long nowNanos, Wakeups wakeups) {
        outlet.send(Outgoing.permanent(outlet.streamId(), status), nowNanos, wakeups);
    }
}
