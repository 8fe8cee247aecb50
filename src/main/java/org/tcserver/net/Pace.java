package org.tcserver.net;

import java.util.concurrent.locks.LockSupport;

/**
 * Makes the reading thread of a busy client release its carrier regularly. Virtual threads are not preempted, so a few
 * such clients would starve all others. It parks briefly rather than yields, so that all waiting threads can run.
 * Confined to the connection's reading thread.
 */
public final class Pace {
    private static final int BYTES_AT_A_TIME = 64 * 1024;
    private static final int MESSAGES_AT_A_TIME = 8;
    private static final long PAUSE_NANOS = 1000;

    private int bytes;
    private int messages;

    /** Records that the client was idle for a moment, so that other threads could run. */
    public void rested() {
        bytes = 0;
        messages = 0;
    }

    /** Counts bytes read. */
    public void read(int count) {
        bytes += count;
        pauseIfDue();
    }

    /** Counts a handled message. */
    public void handledMessage() {
        messages++;
        pauseIfDue();
    }

    private void pauseIfDue() {
        if (bytes >= BYTES_AT_A_TIME || messages >= MESSAGES_AT_A_TIME) {
            rested();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
