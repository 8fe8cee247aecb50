package org.tcserver.tc;

import org.tcserver.time.Clock;

/**
 * The unbroken run of coded video from one keyframe on, of one track, towards one subscriber. Once one of its messages
 * is dropped, all that follow are: no decoder gets a frame whose reference is missing.
 *
 * <p>Thread-safe: a publisher's thread expires it, whoever drains the queue breaks it; both only ever go one way.
 */
public final class GopChain {
    private volatile boolean broken;
    private volatile long startByNanos = Clock.NEVER;
    private volatile long finishByNanos = Clock.NEVER;

    /** Ends the chain: whatever of it has not started is dropped, on its way and later on entry. */
    public void breakOff() {
        broken = true;
    }

    public boolean isBroken() {
        return broken;
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
