package org.tcserver.rtmp;

/**
 * The schedule of acknowledgements of received bytes (RTMP 1.0 §5.4.3).
 *
 * <p>The server acknowledges twice per window. Otherwise a peer that pauses at the end of its window would wait for the
 * server each time. Before the peer sets a window, the server acknowledges every 125 kB: some cameras stop permanently
 * after 2.5 MB without an acknowledgement. Confined to the connection's reading thread.
 */
final class ReceiveWindow {
    private static final long DEFAULT_WINDOW_SIZE = 250_000;

    private long windowSize = DEFAULT_WINDOW_SIZE;
    private long received;
    private long acknowledged;

    /** Sets the window from the peer's {@link WindowAckSize}; 0 counts as 1. */
    void windowSize(long size) {
        windowSize = size;
    }

    /** Counts {@code count} received bytes of any kind, after the handshake. */
    void received(int count) {
        received += count;
    }

    /**
     * Returns true if the caller should send the result of {@link #acknowledge}. Check once after each read of the
     * socket.
     */
    boolean isDue() {
        return received > acknowledged && received - acknowledged >= windowSize / 2;
    }

    Acknowledgement acknowledge() {
        acknowledged = received;
        return new Acknowledgement(received & 0xffff_ffffL);
    }
}
