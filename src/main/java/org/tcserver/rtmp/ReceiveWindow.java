package org.tcserver.rtmp;

/**
 * Tells when to acknowledge what was received (RTMP 1.0 §5.4.3).
 *
 * <p>Twice per window, as a peer that holds still at its window's end would otherwise wait for us each time; and every
 * 125 kB before the peer names a window, as some cameras stop for good after 2.5 MB without an acknowledgement.
 * Confined to the connection's reading thread.
 */
final class ReceiveWindow {
    private static final long DEFAULT_WINDOW_SIZE = 250_000;

    private long windowSize = DEFAULT_WINDOW_SIZE;
    private long received;
    private long acknowledged;

    /** The peer's {@link WindowAckSize}; 0 counts as 1. */
    void windowSize(long size) {
        windowSize = size;
    }

    /** {@code count} bytes more were received, of any kind, after the handshake. */
    void received(int count) {
        received += count;
    }

    /** True if {@link #acknowledge} should be called and its result sent: ask once for each read of the socket. */
    boolean isDue() {
        return received > acknowledged && received - acknowledged >= windowSize / 2;
    }

    Acknowledgement acknowledge() {
        acknowledged = received;
        return new Acknowledgement(received & 0xffff_ffffL);
    }
}
