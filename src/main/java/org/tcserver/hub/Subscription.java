package org.tcserver.hub;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.tcserver.event.StreamMembers;
import org.tcserver.media.MediaKind;
import org.tcserver.media.MediaTag;
import org.tcserver.tc.DropReason;
import org.tcserver.tc.GopChain;
import org.tcserver.tc.Kind;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.Outlet;
import org.tcserver.tc.StatusMessages;
import org.tcserver.tc.StreamLabel;
import org.tcserver.tc.TcMessage;
import org.tcserver.tc.Wakeups;
import org.tcserver.time.Clock;

/**
 * One subscription of a client: from {@link Client#play} until {@link #end}, whether or not the stream has a publisher.
 * Each {@code play} creates a new subscription, which starts at timestamp 0, not paused.
 *
 * <p>Thread-safe, guarded by its stripe's lock. The caller of a package-private method holds the lock, except where
 * noted.
 */
public final class Subscription implements Activity {
    private final Client client;
    private final StreamName name;
    private final StreamLabel label;
    private final Outlet outlet;
    private final Treatment treatment;
    private final StreamTable.Place place;

    private final Timeline timeline;
    private final VideoChains chains = new VideoChains();
    private final MediaTime mediaTime = new MediaTime();
    private boolean paused;
    private boolean receivesAudio = true;
    private boolean receivesVideo = true;
    private @Nullable LiveStream stream;
    private long heldUntilNanos = Clock.NEVER;
    private boolean ended;

    Subscription(Client client, StreamName name, Outlet outlet) {
        this.client = client;
        this.name = name;
        this.label = new StreamLabel(name.name(), name.hashname());
        this.outlet = outlet;
        this.treatment = client.hub().treatment().withQuery(name.parameters());
        this.place = client.place(name);
        this.timeline = new Timeline(treatment.asIs());
    }

    /** Starts to play. Does nothing if {@link #end} was called first. Takes the lock itself. */
    void start() {
        var wakeups = new Wakeups();
        place.lock();
        try {
            if (ended) {
                return;
            }
            stream = place.open();
            stream.subscribe(this, client.hub().nowNanos(), wakeups);
        } finally {
            place.unlock();
        }
        wakeups.fire();
        client.hub().countPlaying(1);
        client.tally().play();
    }

    /**
     * Pauses coded audio and video, and discards queued ones. Messages that set up a decoder still flow. Returns false
     * if already paused.
     */
    public boolean pause() {
        return locked(() -> {
            boolean changes = !paused;
            paused = true;
            chains.breakAll();
            outlet.discardMedia();
            return changes;
        });
    }

    /** Undoes {@link #pause}. Video continues with the next keyframe. Returns false if not paused. */
    public boolean resume() {
        return locked(() -> {
            boolean changes = paused;
            paused = false;
            return changes;
        });
    }

    /**
     * Resumes like {@link #resume}, and sends the next message at {@code timestamp}. Ignores {@code timestamp} if this
     * subscription passes timestamps on unchanged.
     */
    public boolean resumeAt(int timestamp) {
        return locked(() -> {
            boolean changes = paused;
            paused = false;
            timeline.restartAt(timestamp);
            return changes;
        });
    }

    /** Stops or restarts coded audio. Returns false if this changes nothing. */
    public boolean receiveAudio(boolean receive) {
        return locked(() -> {
            boolean changes = receivesAudio != receive;
            receivesAudio = receive;
            return changes;
        });
    }

    /** Stops coded video, or restarts it at the next keyframe. Returns false if this changes nothing. */
    public boolean receiveVideo(boolean receive) {
        return locked(() -> {
            boolean changes = receivesVideo != receive;
            receivesVideo = receive;
            if (!receive) {
                chains.breakAll();
            }
            return changes;
        });
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

    /** Returns the time within which sending of a coded video message must start. */
    public Duration videoLifetime() {
        return Duration.ofNanos(treatment.lifetimes().video());
    }

    @Override
    public StreamMembers members() {
        return new StreamMembers(outlet.streamId(), name.members(), duration(), StreamMembers.State.PLAYING);
    }

    /** Stops playing and discards queued coded media. Idempotent. */
    @Override
    public void end() {
        boolean started;
        place.lock();
        try {
            if (ended) {
                return;
            }
            ended = true;
            started = stream != null;
            if (stream != null) {
                stream.unsubscribe(this);
                place.close();
                client.tally().playedFor(mediaTime.stop());
            }
            unhold();
            outlet.discardMedia();
        } finally {
            place.unlock();
        }
        client.forget(outlet.streamId(), this);
        client.connection().memory().release(name.heldBytes());
        if (started) {
            client.hub().countPlaying(-1);
        }
    }

    StreamLabel label() {
        return label;
    }

    boolean hasRoom(long nowNanos) {
        return outlet.hasRoom(nowNanos);
    }

    /** Handles the start of a publication: its timestamps continue from the last one sent. */
    void published(TcMessage publishNotify, long nowNanos, Wakeups wakeups) {
        unhold();
        sendNow(publishNotify, nowNanos, wakeups);
        timeline.restart();
    }

    /**
     * Handles the end of a publication. Queued messages stay; the next publication must start with a keyframe. With a
     * hold, the player receives the notice later, or never if publishing restarts in time.
     */
    void unpublished(TcMessage unpublishNotify, long nowNanos, Wakeups wakeups) {
        if (treatment.hold() > 0) {
            heldUntilNanos = nowNanos + treatment.hold();
            client.hub().holds().add(this);
        } else {
            tellEnd(unpublishNotify, nowNanos, wakeups);
        }
        chains.closeAll();
        client.tally().playedFor(mediaTime.stop());
    }

    /** Sends the end-of-stream notice if its hold has expired. Takes the lock itself. */
    void endHold(long nowNanos) {
        var wakeups = new Wakeups();
        place.lock();
        try {
            if (heldUntilNanos <= nowNanos) {
                unhold();
                tellEnd(StatusMessages.unpublishNotify(label), nowNanos, wakeups);
            }
        } finally {
            place.unlock();
        }
        wakeups.fire();
    }

    private void unhold() {
        if (heldUntilNanos != Clock.NEVER) {
            heldUntilNanos = Clock.NEVER;
            client.hub().holds().remove(this);
        }
    }

    private void tellEnd(TcMessage unpublishNotify, long nowNanos, Wakeups wakeups) {
        outlet.synchronize(nowNanos, wakeups);
        sendNow(unpublishNotify, nowNanos, wakeups);
        outlet.synchronize(nowNanos, wakeups);
    }

    /** Sends a message that never expires, at the current timestamp of this subscriber. */
    void sendNow(TcMessage message, long nowNanos, Wakeups wakeups) {
        outlet.send(Outgoing.permanent(outlet.streamId(), message, timeline.current()), nowNanos, wakeups);
    }

    /**
     * Sends an end-of-sequence message because the frames after {@code keyframe} are missing. Video waits for the next
     * keyframe.
     */
    void endSequence(TcMessage endOfSequence, MediaTag keyframe, long nowNanos, Wakeups wakeups) {
        chains.close(keyframe);
        var out = Outgoing.permanent(outlet.streamId(), endOfSequence, timeline.stamp(endOfSequence.timestamp()));
        outlet.send(out, nowNanos, wakeups);
    }

    /** Sends a message of the publisher, unless this subscriber does not want it or cannot decode it. */
    void deliver(Delivery delivery) {
        var tag = delivery.tag();
        if (tag == null || tag.role().neverExpires()) {
            var message = delivery.message();
            send(Outgoing.permanent(outlet.streamId(), message, timeline.stamp(message.timestamp())), delivery);
        } else if (tag.kind() == MediaKind.VIDEO) {
            deliverVideo(delivery, tag);
        } else if (!paused && receivesAudio) {
            sendExpiring(delivery);
        }
    }

    private void deliverVideo(Delivery delivery, MediaTag tag) {
        if (paused || !receivesVideo) {
            return;
        }
        switch (tag.role()) {
            case KEYFRAME -> sendKeyframe(delivery, tag);
            case INTER, DISPOSABLE -> sendLink(delivery, tag);
            default -> sendExpiring(delivery);
        }
    }

    private void sendKeyframe(Delivery delivery, MediaTag tag) {
        var message = delivery.message();
        var chain = new GopChain();
        send(
                Outgoing.keyframe(
                        outlet.streamId(),
                        message,
                        timeline.stamp(message.timestamp()),
                        delivery.deadlines(treatment),
                        chain),
                delivery);
        if (chain.isBroken()) {
            chains.close(tag);
        } else {
            long nowNanos = delivery.nowNanos();
            var previous = treatment.previousGop();
            chains.open(
                    tag,
                    chain,
                    previous.expires() ? nowNanos + previous.startByMargin() : Clock.NEVER,
                    previous.expires() ? nowNanos + treatment.finishByMargin() : Clock.NEVER);
        }
    }

    private void sendLink(Delivery delivery, MediaTag tag) {
        var chain = chains.current(tag);
        if (chain != null) {
            var message = delivery.message();
            int timestamp = timeline.stamp(message.timestamp());
            var deadlines = delivery.deadlines(treatment);
            send(Outgoing.link(outlet.streamId(), message, timestamp, deadlines, chain), delivery);
        } else {
            outlet.heldBack(Kind.VIDEO, DropReason.ORPHANED);
        }
    }

    private void sendExpiring(Delivery delivery) {
        var message = delivery.message();
        int timestamp = timeline.stamp(message.timestamp());
        send(Outgoing.expiring(outlet.streamId(), message, timestamp, delivery.deadlines(treatment)), delivery);
    }

    private void send(Outgoing out, Delivery delivery) {
        outlet.send(out, delivery.nowNanos(), delivery.wakeups());
        long countedNanos = mediaTime.message(delivery.nowNanos());
        if (countedNanos > 0) {
            client.tally().playedFor(countedNanos);
        }
    }

    private boolean locked(BooleanSupplier change) {
        place.lock();
        try {
            return change.getAsBoolean();
        } finally {
            place.unlock();
        }
    }
}
