package org.tcserver.window;

import static org.tcserver.window.SendWindowParameters.CALM_BYTES;
import static org.tcserver.window.SendWindowParameters.CALM_INTERVAL;
import static org.tcserver.window.SendWindowParameters.CALM_NANOS;
import static org.tcserver.window.SendWindowParameters.INITIAL_INTERVAL;
import static org.tcserver.window.SendWindowParameters.MAX_INTERVAL;
import static org.tcserver.window.SendWindowParameters.MIN_INTERVAL;

/**
 * After how many bytes each a client should tell what it received: rarely while bytes arrive without waiting, often once
 * they pile up. Confined to the connection's loop thread.
 */
final class NewsInterval {
    private int bytes = INITIAL_INTERVAL;
    private long lastPileUpNanos;
    private long receivedAtPileUp;

    NewsInterval(long nowNanos) {
        lastPileUpNanos = nowNanos;
    }

    int bytes() {
        return bytes;
    }

    /** Bytes wait on their way. */
    void piledUp(long received, long nowNanos) {
        lastPileUpNanos = nowNanos;
        receivedAtPileUp = received;
    }

    boolean isCalm(long received, long nowNanos) {
        return nowNanos - lastPileUpNanos > CALM_NANOS && received - receivedAtPileUp > CALM_BYTES;
    }

    /** In calm it is long. */
    void relax() {
        adopt(CALM_INTERVAL);
    }

    /** It is as long as the client needs for {@code nanos} worth of bytes. */
    void fit(double bytesPerSecond, long nanos) {
        adopt(
                bytesPerSecond == 0
                        ? INITIAL_INTERVAL
                        : (int) Math.clamp(bytesPerSecond * nanos / 1e9, MIN_INTERVAL, MAX_INTERVAL));
    }

    /** Small changes are not worth telling the client. */
    private void adopt(int wanted) {
        if (wanted >= 2 * bytes || 2 * wanted <= bytes) {
            bytes = wanted;
        }
    }
}
