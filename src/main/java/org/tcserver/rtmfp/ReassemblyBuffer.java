package org.tcserver.rtmfp;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.UserFragment;
import org.tcserver.time.Clock;
import org.tcserver.wire.Bytes;

/**
 * The RECV_BUFFER of a receiving flow: reassembles messages from fragments and delivers them in the order sent (RFC
 * 7016 §3.6.3.3). Confined to its session's thread.
 *
 * <p>With a reorder window, a complete message waits at most that long for earlier ones. Earlier messages that arrive
 * afterwards are late.
 */
final class ReassemblyBuffer {
    /** A delivered message. */
    record Delivery(Bytes message, boolean late) {}

    private final TreeMap<Long, Segment> segments = new TreeMap<>();
    private long reorderWindowNanos = Clock.NEVER;
    private long passedOn;
    private long bufferedBytes;
    private long deadlineNanos = Clock.NEVER;

    void reorderWindow(long nanos) {
        reorderWindowNanos = nanos;
    }

    boolean isEmpty() {
        return segments.isEmpty();
    }

    /** Returns BUFFERED_SIZE: the buffered bytes and their overhead. */
    long bufferedBytes() {
        return bufferedBytes;
    }

    /** Returns the time to call {@link #next} again without further fragments, or {@link Clock#NEVER}. */
    long deadlineNanos() {
        return deadlineNanos;
    }

    /** Adds a new fragment. Returns the length of its message so far. */
    int add(long sequenceNumber, UserFragment fragment, long nowNanos) {
        var segment = new Segment(sequenceNumber, fragment, nowNanos);
        bufferedBytes += cost(segment);
        segment = joinFollowing(joinPrevious(segment));
        if (isCutOff(segment)) {
            bufferedBytes -= cost(segment);
            return 0;
        }
        segments.put(segment.first(), segment);
        return segment.length();
    }

    /** Passes a message of one fragment straight through an empty buffer. Returns true if it is late. */
    boolean passOn(long sequenceNumber) {
        boolean late = sequenceNumber < passedOn;
        passedOn = Math.max(passedOn, sequenceNumber);
        return late;
    }

    void clear() {
        segments.clear();
        bufferedBytes = 0;
        deadlineNanos = Clock.NEVER;
    }

    /**
     * Returns the next deliverable message, or null.
     *
     * @param cumulative the sequence number up to which all fragments were received or abandoned
     */
    @Nullable Delivery next(long cumulative, long nowNanos) {
        deadlineNanos = Clock.NEVER;
        var entry = segments.firstEntry();
        while (entry != null) {
            var segment = entry.getValue();
            if (isHopeless(segment, cumulative)) {
                remove(segment);
            } else if (segment.isComplete()) {
                return isDue(segment, cumulative, nowNanos) ? deliver(segment) : null;
            } else if (reorderWindowNanos == Clock.NEVER) {
                return null;
            }
            entry = segments.higherEntry(entry.getKey());
        }
        return null;
    }

    private boolean isDue(Segment segment, long cumulative, long nowNanos) {
        if (segment.last() <= cumulative || segment.last() < passedOn) {
            return true;
        }
        if (reorderWindowNanos == Clock.NEVER) {
            return false;
        }
        long due = segment.latestNanos() + reorderWindowNanos;
        if (nowNanos >= due) {
            return true;
        }
        deadlineNanos = due;
        return false;
    }

    private Delivery deliver(Segment segment) {
        remove(segment);
        return new Delivery(segment.message(), passOn(segment.last()));
    }

    /** Returns true if the missing fragments of this message will never arrive. */
    private static boolean isHopeless(Segment segment, long cumulative) {
        boolean lacksBegin = !segment.begins() && segment.first() <= cumulative;
        boolean lacksEnd = !segment.ends() && segment.last() < cumulative;
        return lacksBegin || lacksEnd;
    }

    /** Returns true if another message starts directly after this incomplete one. */
    private boolean isCutOff(Segment segment) {
        return !segment.ends() && segments.containsKey(segment.last() + 1);
    }

    private Segment joinPrevious(Segment segment) {
        var entry = segments.lowerEntry(segment.first());
        if (entry == null || entry.getValue().last() + 1 != segment.first()) {
            return segment;
        }
        var previous = entry.getValue();
        if (!previous.ends() && !segment.begins()) {
            segments.remove(entry.getKey());
            previous.append(segment);
            return previous;
        }
        if (!previous.ends()) {
            remove(previous);
        }
        return segment;
    }

    private Segment joinFollowing(Segment segment) {
        var following = segments.get(segment.last() + 1);
        if (following == null) {
            return segment;
        }
        if (!segment.ends() && !following.begins()) {
            segments.remove(following.first());
            return join(segment, following);
        }
        if (!following.begins()) {
            remove(following);
        }
        return segment;
    }

    /** Moves the shorter segment. Otherwise a message that arrives last fragment first would take quadratic time. */
    private static Segment join(Segment segment, Segment following) {
        if (segment.fragments() < following.fragments()) {
            following.prepend(segment);
            return following;
        }
        segment.append(following);
        return segment;
    }

    private void remove(Segment segment) {
        segments.remove(segment.first());
        bufferedBytes -= cost(segment);
    }

    private static long cost(Segment segment) {
        return segment.length() + (long) segment.fragments() * RtmfpParameters.FRAGMENT_OVERHEAD;
    }
}
