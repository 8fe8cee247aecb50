package org.tcserver.tc;

import java.util.concurrent.atomic.AtomicInteger;
import org.tcserver.time.Clock;

/**
 * The unbroken sequence of coded video messages of one track from a keyframe on, for one subscriber. When one message
 * is dropped, all later ones are dropped too, because they depend on it. Earlier ones remain useful.
 *
 * <p>Thread-safe. The publisher's thread adds messages and expires the chain; the thread that drains the queue breaks
 * it. The break only moves to earlier messages.
 */
public final class GopChain {
    /** The position of the keyframe. */
    static final int FIRST = 0;

    private static final int NOWHERE = Integer.MAX_VALUE;

    private final AtomicInteger brokenAt = new AtomicInteger(NOWHERE);
    private int lastPlace = FIRST;
    private volatile long startByNanos = Clock.NEVER;
    private volatile long finishByNanos = Clock.NEVER;

    /**
     * Breaks the chain after its keyframe: all later messages that have not started are dropped, now or when they are
     * offered.
     */
    public void breakOff() {
        breakOff(FIRST);
    }

    public boolean isBroken() {
        return brokenAt.get() != NOWHERE;
    }

    /** Drops the message at this position and all later ones. */
    void breakOff(int place) {
        brokenAt.accumulateAndGet(place, Math::min);
    }

    boolean isBrokenBefore(int place) {
        return place > brokenAt.get();
    }

    /** Returns the position of the next message. Only the offering thread calls this. */
    int nextPlace() {
        return ++lastPlace;
    }

    /** Brings forward the deadlines of all messages, because a newer keyframe supersedes them. */
    public void expire(long startBy, long finishBy) {
        startByNanos = startBy;
        finishByNanos = finishBy;
    }

    long startByNanos() {
        return startByNanos;
    }

    long finishByNanos() {
        return finishByNanos;
    }
}
