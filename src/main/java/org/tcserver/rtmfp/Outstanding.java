package org.tcserver.rtmfp;

import org.jspecify.annotations.Nullable;
import org.tcserver.time.Clock;

/**
 * All fragments of a session that are in flight, in the order sent (RFC 7016 §3.6.2.5). An acknowledgement implies a
 * negative acknowledgement of every fragment that was sent earlier and is unacknowledged. Confined to its session's
 * thread.
 */
final class Outstanding {
    private final RtmfpFigures figures;
    private @Nullable SendFragment oldest;
    private @Nullable SendFragment newest;
    private long bytes;
    private long nextTsn = 1;
    private long maxTsnAck;

    Outstanding(RtmfpFigures figures) {
        this.figures = figures;
    }

    /** Returns the size of the chunks in flight (S_OUTSTANDING_BYTES). */
    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return oldest == null;
    }

    /** Returns the Transmission Sequence Number of the last fragment sent, or 0 if none was sent. */
    long lastTsn() {
        return nextTsn - 1;
    }

    /** Returns the highest acknowledged Transmission Sequence Number, or 0 if there is none. */
    long maxTsnAcknowledged() {
        return maxTsnAck;
    }

    void sent(SendFragment fragment, int transmitSize, long nowNanos) {
        figures.sent();
        fragment.inFlight = true;
        fragment.everSent = true;
        fragment.nakCount = 0;
        fragment.transmitSize = transmitSize;
        fragment.sentNanos = nowNanos;
        fragment.tsn = nextTsn++;
        fragment.before = newest;
        fragment.after = null;
        if (newest == null) {
            oldest = fragment;
        } else {
            newest.after = fragment;
        }
        newest = fragment;
        bytes += transmitSize;
    }

    void acknowledged(SendFragment fragment) {
        maxTsnAck = Math.max(maxTsnAck, fragment.tsn);
        remove(fragment);
    }

    /** Counts a negative acknowledgement for each overtaken fragment. A fragment with three of them is lost. */
    NakResult countNaks() {
        boolean anyNaks = false;
        long maxTsnLost = 0;
        var fragment = oldest;
        while (fragment != null && fragment.tsn < maxTsnAck) {
            var following = fragment.after;
            anyNaks = true;
            if (++fragment.nakCount >= RtmfpParameters.NAKS_FOR_LOSS) {
                figures.overtaken();
                lose(fragment);
                maxTsnLost = fragment.tsn;
            }
            fragment = following;
        }
        return new NakResult(anyNaks, maxTsnLost);
    }

    /**
     * Returns the sending time of the oldest fragment if others overtook it, otherwise {@link Clock#NEVER}. The timeout
     * cannot detect this case, because every packet restarts it.
     */
    long overtakenSinceNanos() {
        return oldest == null || oldest.nakCount == 0 ? Clock.NEVER : oldest.sentNanos;
    }

    /**
     * Treats overtaken fragments as lost if they were sent at {@code sentByNanos} or before. Returns the highest lost
     * Transmission Sequence Number, or 0 if none was lost.
     */
    long loseOvertaken(long sentByNanos) {
        long maxTsnLost = 0;
        while (oldest != null && overtakenSinceNanos() <= sentByNanos) {
            figures.overtaken();
            maxTsnLost = oldest.tsn;
            lose(oldest);
        }
        return maxTsnLost;
    }

    /** Treats all fragments as lost after a timeout. */
    void loseAll() {
        while (oldest != null) {
            figures.timedOut();
            lose(oldest);
        }
    }

    private void lose(SendFragment fragment) {
        remove(fragment);
        fragment.flow.lost(fragment);
    }

    void remove(SendFragment fragment) {
        fragment.inFlight = false;
        bytes -= fragment.transmitSize;
        if (fragment.before == null) {
            oldest = fragment.after;
        } else {
            fragment.before.after = fragment.after;
        }
        if (fragment.after == null) {
            newest = fragment.before;
        } else {
            fragment.after.before = fragment.before;
        }
        fragment.before = null;
        fragment.after = null;
    }

    /**
     * The result of the acknowledgements in one packet.
     *
     * @param maxTsnLost the highest lost Transmission Sequence Number, or 0 if none was lost
     */
    record NakResult(boolean anyNaks, long maxTsnLost) {}
}
