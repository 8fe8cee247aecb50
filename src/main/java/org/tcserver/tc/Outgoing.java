package org.tcserver.tc;

import org.jspecify.annotations.Nullable;
import org.tcserver.time.Clock;

/**
 * A message for one subscriber: the shared {@link TcMessage}, the subscriber's own stream ID and timestamp, and
 * deadlines.
 *
 * <p>The sender creates it; a {@link SendQueue} holds it until a transport takes it. Its message and deadlines never
 * change. Its queue's lock guards the queueing state; {@link GopChain} is thread-safe.
 */
public final class Outgoing {
    private final TcMessage message;
    private final int streamId;
    private final int timestamp;
    private final Deadlines deadlines;
    private final @Nullable GopChain chain;
    private final int place;
    /** Set only in {@link #relayed(TcMessage)}, before the message is shared. */
    private boolean relayed;
    /**
     * The time of entry into the queue, and whether the memory budget counts the message. Guarded by the queue's lock.
     */
    long offeredNanos;

    boolean charged;

    private Outgoing(
            TcMessage message, int streamId, int timestamp, Deadlines deadlines, @Nullable GopChain chain, int place) {
        this.message = message;
        this.streamId = streamId;
        this.timestamp = timestamp;
        this.deadlines = deadlines;
        this.chain = chain;
        this.place = place;
    }

    /** Returns a message that never expires, with its original timestamp. */
    public static Outgoing permanent(int streamId, TcMessage message) {
        return permanent(streamId, message, message.timestamp());
    }

    public static Outgoing permanent(int streamId, TcMessage message, int timestamp) {
        return new Outgoing(message, streamId, timestamp, Deadlines.NONE, null, GopChain.FIRST);
    }

    /** Returns a command from another client. It never expires, but is dropped if too many such commands are queued. */
    public static Outgoing relayed(TcMessage message) {
        var out = permanent(0, message);
        out.relayed = true;
        return out;
    }

    /** Returns a message with its own deadlines, such as audio or a random-access checkpoint. */
    public static Outgoing expiring(int streamId, TcMessage message, int timestamp, Deadlines deadlines) {
        return new Outgoing(message, streamId, timestamp, deadlines, null, GopChain.FIRST);
    }

    /** Returns a keyframe, the first message of {@code chain}. */
    public static Outgoing keyframe(
            int streamId, TcMessage message, int timestamp, Deadlines deadlines, GopChain chain) {
        return new Outgoing(message, streamId, timestamp, deadlines, chain, GopChain.FIRST);
    }

    /** Returns a coded video message that depends on all earlier messages of {@code chain}. */
    public static Outgoing link(int streamId, TcMessage message, int timestamp, Deadlines deadlines, GopChain chain) {
        return new Outgoing(message, streamId, timestamp, deadlines, chain, chain.nextPlace());
    }

    public TcMessage message() {
        return message;
    }

    public int streamId() {
        return streamId;
    }

    /** Returns the timestamp for this subscriber: milliseconds, unsigned 32 bits that wrap. */
    public int timestamp() {
        return timestamp;
    }

    public Kind kind() {
        return message.kind();
    }

    public int length() {
        return message.payload().length();
    }

    /** Returns the time of entry into the queue, in {@link Clock#nanos()}. */
    public long offeredNanos() {
        return offeredNanos;
    }

    /** Returns whether another client sent the message to this one. */
    boolean isRelayed() {
        return relayed;
    }

    /** Returns whether the message may be dropped after it is queued. */
    public boolean isExpirable() {
        return deadlines.startBy() != Clock.NEVER;
    }

    /** Returns whether it is too late to start, or a message that this one depends on was dropped. */
    public boolean isLateToStart(long nowNanos) {
        if (chain == null) {
            return nowNanos > deadlines.startBy();
        }
        return nowNanos > Math.min(deadlines.startBy(), chain.startByNanos()) || isOrphan();
    }

    /** Returns the reason why the message is too late to start. */
    DropReason lateness(long nowNanos) {
        if (isOrphan()) {
            return DropReason.ORPHANED;
        }
        return nowNanos > deadlines.startBy() ? DropReason.EXPIRED : DropReason.SUPERSEDED;
    }

    /**
     * Returns whether it is too late to finish, or a message that this one depends on was dropped. For transports that
     * can abandon a message in the middle.
     */
    public boolean isLateToFinish(long nowNanos) {
        if (chain == null) {
            return nowNanos > deadlines.finishBy();
        }
        return nowNanos > Math.min(deadlines.finishBy(), chain.finishByNanos()) || isOrphan();
    }

    /** Marks this message as dropped, so that messages that depend on it are dropped too. */
    public void abandon() {
        if (chain != null) {
            chain.breakOff(place);
        }
    }

    long maxQueueAgeNanos() {
        return deadlines.maxQueueAgeNanos();
    }

    boolean isOrphan() {
        return chain != null && chain.isBrokenBefore(place);
    }
}
