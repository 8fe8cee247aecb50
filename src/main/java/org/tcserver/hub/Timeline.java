package org.tcserver.hub;

import static org.tcserver.media.Timestamps.differenceMillis;
import static org.tcserver.media.Timestamps.isBefore;
import static org.tcserver.media.Timestamps.latest;

/**
 * The timestamps of what one subscriber plays: from 0 on, and contiguous across publishers and jumps. One offset for
 * audio, video and data; 32-bit serial arithmetic. Or, as is, what the publisher sent. Guarded by a stripe's lock.
 */
final class Timeline {
    /** What is farther than this from the highest timestamp sent, either way, is stitched onto it. */
    static final int MAX_JUMP_MILLIS = 4000;

    private final boolean asIs;
    private int offset;
    private int current;
    /** The time of the last stitch, or at most as far behind {@link #current} as a message may be. */
    private int floor;

    private boolean restarted = true;

    Timeline(boolean asIs) {
        this.asIs = asIs;
    }

    /** The highest timestamp sent; as is, the last one. 0 before the first. */
    int current() {
        return current;
    }

    /** The next message gets the current time, whatever its own. */
    void restart() {
        restarted = true;
    }

    /** The next message gets the time {@code timestamp}; does nothing as is. */
    void restartAt(int timestamp) {
        if (!asIs) {
            current = timestamp;
            restarted = true;
        }
    }

    /** The timestamp to send for a message that has {@code timestamp}; the message is to be sent. */
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
