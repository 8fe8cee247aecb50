package org.tcserver.tc;

import org.jspecify.annotations.Nullable;
import org.tcserver.time.Clock;

/**
 * One message on its way to one subscriber: what differs from the shared {@link TcMessage}, and its deadlines.
 *
 * <p>Immutable but for the chain it belongs to. Made by whoever sends; held by a {@link SendQueue} until a transport
 * takes it.
 */
public final class Outgoing {
    private final TcMessage message;
    private final int streamId;
    private final int timestamp;
    private final Deadlines deadlines;
    private final @Nullable GopChain chain;
    private final int place;
    /** Only the factory method sets it. */
    private boolean relayed;
    /** When it entered its queue, and whether the memory budget counts it. Guarded by the queue's lock. */
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

    /** A message that never expires, with the timestamp it was made with. */
    public static Outgoing permanent(int streamId, TcMessage message) {
        return permanent(streamId, message, message.timestamp());
    }

    public static Outgoing permanent(int streamId, TcMessage message, int timestamp) {
        return new Outgoing(message, streamId, timestamp, Deadlines.NONE, null, GopChain.FIRST);
    }

    /** A command that another client sent to this one: never expires, but is dropped where too much of its kind waits. */
    public static Outgoing relayed(TcMessage message) {
        var out = permanent(0, message);
        out.relayed = true;
        return out;
    }

    /** A message that expires by itself: audio, a random-access checkpoint. */
    public static Outgoing expiring(int streamId, TcMessage message, int timestamp, Deadlines deadlines) {
        return new Outgoing(message, streamId, timestamp, deadlines, null, GopChain.FIRST);
    }

    /** A keyframe, the first message of {@code chain}. */
    public static Outgoing keyframe(
            int streamId, TcMessage message, int timestamp, Deadlines deadlines, GopChain chain) {
        return new Outgoing(message, streamId, timestamp, deadlines, chain, GopChain.FIRST);
    }

    /** A coded video message that needs all of {@code chain} before it. */
    public static Outgoing link(int streamId, TcMessage message, int timestamp, Deadlines deadlines, GopChain chain) {
        return new Outgoing(message, streamId, timestamp, deadlines, chain, chain.nextPlace());
    }

    public TcMessage message() {
        return message;
    }

    public int streamId() {
        return streamId;
    }

    /** The timestamp this subscriber is to see: milliseconds, unsigned 32 bits that wrap. */
    public int timestamp() {
        return timestamp;
    }

    public Kind kind() {
        return message.kind();
    }

    public int length() {
        return message.payload().length();
    }

    /** When it entered its queue, in {@link Clock#nanos()}. */
    public long offeredNanos() {
        return offeredNanos;
    }

    /** True if another client sent it to this one. */
    boolean isRelayed() {
        return relayed;
    }

    /** True if it may be dropped once it is queued. */
    public boolean isExpirable() {
        return deadlines.startBy() != Clock.NEVER;
    }

    /** True once it is too late to start, or what it depends on is gone. */
    public boolean isLateToStart(long nowNanos) {
        if (chain == null) {
            return nowNanos > deadlines.startBy();
        }
        return nowNanos > Math.min(deadlines.startBy(), chain.startByNanos()) || isOrphan();
    }

    /** Why it is late to start, if it is. */
    DropReason lateness(long nowNanos) {
        if (isOrphan()) {
            return DropReason.ORPHANED;
        }
        return nowNanos > deadlines.startBy() ? DropReason.EXPIRED : DropReason.SUPERSEDED;
    }

    /** True once it is too late to finish, or what it depends on is gone; for transports that can abandon in mid-message. */
    public boolean isLateToFinish(long nowNanos) {
        if (chain == null) {
            return nowNanos > deadlines.finishBy();
        }
        return nowNanos > Math.min(deadlines.finishBy(), chain.finishByNanos()) || isOrphan();
    }

    /** Says that this message was or will be dropped: what depends on it is dropped too. */
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
