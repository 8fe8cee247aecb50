package org.tcserver.hub;

import static org.tcserver.media.Timestamps.differenceMillis;
import static org.tcserver.media.Timestamps.isBefore;
import static org.tcserver.media.Timestamps.latest;

/**
 * The timestamps that one subscriber sees. They start at 0 and are contiguous across publishers and jumps, or are the
 * publisher's if {@code asIs}. One offset serves audio, video and data; arithmetic is 32-bit serial. Guarded by a
 * stripe's lock.
 */
final class Timeline {
    /**
     * The largest difference from the highest timestamp sent, in either direction, that is not a jump. A jump is
     * stitched onto that timestamp.
     */
    static final int MAX_JUMP_MILLIS = 4000;

    private final boolean asIs;
    private int offset;
    private int current;
    /**
     * The lowest timestamp to send: that of the last stitch, but at most {@link #MAX_JUMP_MILLIS} behind {@link
     * #current}.
     */
    private int floor;

    private boolean restarted = true;

    Timeline(boolean asIs) {
        this.asIs = asIs;
    }

    /** Returns the highest timestamp sent, or the last one if {@code asIs}; 0 before the first. */
    int current() {
        return current;
    }

    /** Gives the next message the current timestamp, whatever its own. */
    void restart() {
        restarted = true;
    }

    /** Gives the next message the timestamp {@code timestamp}. Does nothing if {@code asIs}. */
    void restartAt(int timestamp) {
        if (!asIs) {
            current = timestamp;
            restarted = true;
        }
    }

    /** Returns the timestamp to send for a message with {@code timestamp}. The caller must then send that message. */
    int stamp(int timestamp) {
        if (asIs) {
            current = timestamp;
            return timestamp;
        }
        int stamped = timestamp - offset;
        if (restarted || isJump(stamped)) {
            return stitch(timestamp);
        }
        if (isBefore(stamped, floor)) {
            return floor;
        }
        current = latest(stamped, current);
        if (differenceMillis(current, floor) > MAX_JUMP_MILLIS) {
            floor = current - MAX_JUMP_MILLIS;
        }
        return stamped;
    }

    private boolean isJump(int stamped) {
        int difference = differenceMillis(stamped, current);
        return difference > MAX_JUMP_MILLIS || difference < -MAX_JUMP_MILLIS;
    }

    private int stitch(int timestamp) {
        offset = timestamp - current;
        floor = current;
        restarted = false;
        return current;
    }
}
