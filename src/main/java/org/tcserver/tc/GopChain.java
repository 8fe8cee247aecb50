package org.tcserver.tc;

import java.util.concurrent.atomic.AtomicInteger;
import org.tcserver.time.Clock;

/**
 * The unbroken run of coded video from one keyframe on, of one track, towards one subscriber. Once one of its messages
 * is dropped, all that follow are: no decoder gets a frame whose reference is missing. Those before it are still of use.
 *
 * <p>Thread-safe: a publisher's thread adds to it and expires it, whoever drains the queue breaks it; the break only ever
 * moves forward to earlier messages.
 */
public final class GopChain {
    /** The place of the keyframe. */
    static final int FIRST = 0;

    private static final int NOWHERE = Integer.MAX_VALUE;

    private final AtomicInteger brokenAt = new AtomicInteger(NOWHERE);
    private int lastPlace = FIRST;
    private volatile long startByNanos = Clock.NEVER;
    private volatile long finishByNanos = Clock.NEVER;

    /** Ends the chain: whatever of it but the keyframe has not started is dropped, on its way and later on entry. */
    public void breakOff() {
        breakOff(FIRST);
    }

    public boolean isBroken() {
        return brokenAt.get() != NOWHERE;
    }

    /** The message at this place is dropped, and with it all that follow. */
    void breakOff(int place) {
        brokenAt.accumulateAndGet(place, Math::min);
    }

    boolean isBrokenBefore(int place) {
        return place > brokenAt.get();
    }

    /** The place of a further message; for the thread that offers them. */
    int nextPlace() {
        return ++lastPlace;
    }

    /** Brings the deadlines of all its messages forward, since a newer keyframe supersedes them. */
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
