package org.tcserver.rtmfp;

import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.UserFragment;
import org.tcserver.time.Clock;
import org.tcserver.wire.Bytes;

/**
 * A receiving flow's RECV_BUFFER: makes messages of fragments and hands them out in the order in which they were sent
 * (RFC 7016 §3.6.3.3). Confined to its session's thread.
 *
 * <p>With a reorder window a complete message waits no longer than that for those before it; these, if they come after
 * all, are late.
 */
final class ReassemblyBuffer {
    /** A message as it is handed out. */
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

    /** BUFFERED_SIZE: what is here and what it takes to keep it. */
    long bufferedBytes() {
        return bufferedBytes;
    }

    /** When {@link #next} should be asked again though nothing came; or {@link Clock#NEVER}. */
    long deadlineNanos() {
        return deadlineNanos;
    }

    /** Adds a fragment that is not here yet. Answers the length of the message so far of which it is a part. */
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

    /** Nothing waits here, and a message of one fragment can go straight through: true if it is late. */
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
     * The next message that may be handed out, or null.
     *
     * @param cumulative all sequence numbers up to this one were received or given up
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

    /** A part of a message of which nothing more will come. */
    private static boolean isHopeless(Segment segment, long cumulative) {
        boolean lacksBegin = !segment.begins() && segment.first() <= cumulative;
        boolean lacksEnd = !segment.ends() && segment.last() < cumulative;
        return lacksBegin || lacksEnd;
    }

    /** Another message begins right behind this part of one. */
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

    /** The shorter one is moved, lest a message that comes last part first takes quadratic time. */
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
