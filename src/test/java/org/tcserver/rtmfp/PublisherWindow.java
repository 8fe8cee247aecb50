package org.tcserver.rtmfp;

/**
 * Models the congestion window of a live publisher: RFC 7016 Appendix A for a sender of time-critical data, with the
 * changes of its author's later implementation. Confined to one thread.
 *
 * <p>The changes: one cut per round trip (a recovery period); a cut covers at least one and a half times the lost bytes;
 * the window grows only while nearly all of it is in use.
 */
final class PublisherWindow {
    static final int SEGMENT = 1161;
    private static final int INITIAL = 3 * SEGMENT;
    private static final int AFTER_TIMEOUT = 2 * SEGMENT;
    private static final int GROWTH_STEP = 48;
    private static final int MAX_GROWTH_THRESHOLD = 4800;

    private long bytes = INITIAL;
    private long slowStartThreshold = Long.MAX_VALUE;
    private long accumulated;
    private long recoveryBytes;
    private long lossAllowance;

    /**
     * Describes the consequences of one packet with acknowledgements.
     *
     * @param before bytes in flight before the packet
     * @param after bytes in flight after it
     * @param lost bytes that the packet showed to be lost
     * @param anyNaks whether an older fragment is still missing
     */
    record Progress(long before, long after, long lost, boolean anyNaks) {
        long acknowledged() {
            return before - after - lost;
        }

        long lossCost() {
            return (3 * lost + 1) / 2;
        }
    }

    long bytes() {
        return bytes;
    }

    void timedOut() {
        slowStartThreshold = Math.max(slowStartThreshold, bytes * 3 / 4);
        bytes = AFTER_TIMEOUT;
        accumulated = 0;
        recoveryBytes = 0;
    }

    void update(Progress progress) {
        long drained = progress.before() - progress.after();
        if (recoveryBytes > drained) {
            recoveryBytes -= drained;
            loseInRecovery(progress.lossCost());
            return;
        }
        recoveryBytes = 0;
        if (progress.lost() > 0) {
            cut(progress);
        } else if (!progress.anyNaks() && progress.before() > bytes * 63 / 64) {
            bytes += Math.min(growth(progress.acknowledged()), SEGMENT);
        }
    }

    private void loseInRecovery(long cost) {
        long excess = Math.max(0, cost - lossAllowance);
        lossAllowance = Math.max(0, lossAllowance - cost);
        if (excess > 0) {
            setBoth(slowStartThreshold - excess);
            recoveryBytes += excess;
        }
    }

    private void cut(Progress progress) {
        long used = Math.min(bytes, progress.before());
        lossAllowance = Math.min(used, Math.max(used / 8, progress.lossCost()));
        setBoth(used - lossAllowance);
        accumulated = 0;
        recoveryBytes = progress.after();
    }

    private void setBoth(long size) {
        slowStartThreshold = Math.max(size, INITIAL);
        bytes = slowStartThreshold;
    }

    private long growth(long acknowledged) {
        if (bytes < slowStartThreshold) {
            accumulated = 0;
            return (acknowledged + 3) / 4;
        }
        long threshold = Math.clamp(bytes / 16, 64, MAX_GROWTH_THRESHOLD);
        accumulated += acknowledged;
        long steps = accumulated / threshold;
        accumulated %= threshold;
        return steps * GROWTH_STEP;
    }
}
