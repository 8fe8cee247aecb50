package org.tcserver.window;

import static org.tcserver.window.SendWindowParameters.REMEMBERED_STEPS;

/** The longest of the last steps that a client's acknowledgements made. Not thread-safe. */
final class AckSteps {
    private final long[] steps = new long[REMEMBERED_STEPS];
    private int next;
    private long longest;

    void add(long bytes) {
        steps[next] = bytes;
        next = (next + 1) % steps.length;
        longest = 0;
        for (long step : steps) {
            longest = Math.max(longest, step);
        }
    }

    long longest() {
        return longest;
    }
}
