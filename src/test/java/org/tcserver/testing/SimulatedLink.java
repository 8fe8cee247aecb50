package org.tcserver.testing;

import java.util.Random;

/**
 * One direction of a simulated path: delay, jitter, loss, duplication, a bottleneck with a queue, and blackouts.
 * Confined to the sender's thread.
 */
public final class SimulatedLink {
    private long delayNanos;
    private long jitterNanos;
    private long accessJitterNanos;
    private long accessFreeNanos;
    private double loss;
    private double duplication;
    private long bitsPerSecond = Long.MAX_VALUE;
    private int queueBytes = Integer.MAX_VALUE;
    private long blackoutFrom = Long.MAX_VALUE;
    private long blackoutTo = Long.MAX_VALUE;
    private long busyUntilNanos;
    private long batchNanos = 1;
    private long lost;

    public SimulatedLink delayMillis(double millis) {
        delayNanos = (long) (millis * 1e6);
        return this;
    }

    /** Adds a random delay, up to this maximum, to each datagram. Datagrams can overtake each other. */
    public SimulatedLink jitterMillis(double millis) {
        jitterNanos = (long) (millis * 1e6);
        return this;
    }

    /** Adds a random delay, up to this maximum, before the bottleneck. Datagrams keep their order. */
    public SimulatedLink accessJitterMillis(double millis) {
        accessJitterNanos = (long) (millis * 1e6);
        return this;
    }

    public SimulatedLink loss(double share) {
        loss = share;
        return this;
    }

    public SimulatedLink duplication(double share) {
        duplication = share;
        return this;
    }

    public SimulatedLink bottleneck(long bits, int queue) {
        bitsPerSecond = bits;
        queueBytes = queue;
        return this;
    }

    public SimulatedLink blackout(long fromNanos, long toNanos) {
        blackoutFrom = fromNanos;
        blackoutTo = toNanos;
        return this;
    }

    /** Delivers datagrams in batches at this interval, like a busy receiver. */
    public SimulatedLink batchMillis(double millis) {
        batchNanos = Math.max(1, (long) (millis * 1e6));
        return this;
    }

    public long lost() {
        return lost;
    }

    /** Returns the arrival times of a datagram that enters now: none, one or two. */
    public long[] arrivals(int bytes, long nowNanos, Random random) {
        boolean isDark = nowNanos >= blackoutFrom && nowNanos < blackoutTo;
        if (isDark || random.nextDouble() < loss) {
            lost++;
            return new long[0];
        }
        long enters = Math.max(accessFreeNanos, nowNanos + (long) (random.nextDouble() * accessJitterNanos));
        accessFreeNanos = enters;
        long leaves = enters;
        if (bitsPerSecond != Long.MAX_VALUE) {
            long backlogNanos = Math.max(0, busyUntilNanos - enters);
            double nanosPerByte = 8e9 / bitsPerSecond;
            if (backlogNanos > queueBytes * nanosPerByte) {
                lost++;
                return new long[0];
            }
            busyUntilNanos = enters + backlogNanos + 8_000_000_000L * (bytes + 28) / bitsPerSecond;
            leaves = busyUntilNanos;
        }
        boolean isTwice = random.nextDouble() < duplication;
        var arrivals = new long[isTwice ? 2 : 1];
        for (int i = 0; i < arrivals.length; i++) {
            long jitter = jitterNanos == 0 ? 0 : (long) (random.nextDouble() * jitterNanos);
            arrivals[i] = (leaves + delayNanos + jitter + batchNanos - 1) / batchNanos * batchNanos;
        }
        return arrivals;
    }
}
