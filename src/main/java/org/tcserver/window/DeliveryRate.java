package org.tcserver.window;

import static org.tcserver.window.SendWindowParameters.RATE_PERIOD_NANOS;
import static org.tcserver.window.SendWindowParameters.REMEMBERED_RATES;

/**
 * How fast a client takes what it is sent: the best of the last measurements, each of which spans at least {@link
 * SendWindowParameters#RATE_PERIOD_NANOS}.
 *
 * <p>A measurement during which there was nothing to wait for tells how much was sent, not how much could have been; it
 * counts only if it is better than all others. Not thread-safe.
 */
final class DeliveryRate {
    private final double[] rates = new double[REMEMBERED_RATES];
    private int next;
    private double best;
    private long startBytes;
    private long startNanos;
    private boolean limited;

    /** Begins a measurement. */
    void start(long bytes, long nowNanos) {
        startBytes = bytes;
        startNanos = nowNanos;
        limited = false;
    }

    /**
     * {@code bytes} have been taken in all; {@code linkLimited} if the sender had to wait or bytes had. A window that is
     * emptied once in a round trip comes in bursts, so a measurement spans a round trip at least.
     */
    void delivered(long bytes, long nowNanos, long roundTripNanos, boolean linkLimited) {
        limited |= linkLimited;
        long elapsedNanos = nowNanos - startNanos;
        if (elapsedNanos >= Math.max(RATE_PERIOD_NANOS, roundTripNanos)) {
            double rate = (bytes - startBytes) * 1e9 / elapsedNanos;
            if (limited || rate > best) {
                remember(rate);
            }
            start(bytes, nowNanos);
        }
    }

    /** Returns the best recent rate, or 0 before the first measurement. */
    double bytesPerSecond() {
        return best;
    }

    private void remember(double rate) {
        rates[next] = rate;
        next = (next + 1) % rates.length;
        best = 0;
        for (double each : rates) {
            best = Math.max(best, each);
        }
    }
}
