package org.tcserver.net;

import java.util.concurrent.locks.LockSupport;

/**
 * Makes a client that never stops talking let go of its carrier thread now and then: a virtual thread is not preempted,
 * and a few such clients would starve all others. A short park, unlike a yield, leaves room to all who wait. Confined to
 * the connection's reading thread.
 */
public final class Pace {
    private static final int BYTES_AT_A_TIME = 64 * 1024;
    private static final int MESSAGES_AT_A_TIME = 8;
    private static final long PAUSE_NANOS = 1000;

    private int bytes;
    private int messages;

    /** The client had nothing to say for a moment, so others could run. */
    public void rested() {
        bytes = 0;
        messages = 0;
    }

    /** So many bytes were read. */
    public void read(int count) {
        bytes += count;
        pauseIfDue();
    }

    /** One of its messages was handled. */
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
