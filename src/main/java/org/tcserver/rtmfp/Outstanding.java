package org.tcserver.rtmfp;

import org.jspecify.annotations.Nullable;
import org.tcserver.time.Clock;

/**
 * All fragments of a session that are in flight, in the order in which they were sent (RFC 7016 §3.6.2.5): whatever was
 * sent before an acknowledged one and is not acknowledged itself got a negative acknowledgement. Confined to its
 * session's thread.
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

    /** S_OUTSTANDING_BYTES: by the size of the chunks. */
    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return oldest == null;
    }

    /** The Transmission Sequence Number of what was sent last; 0 before that. */
    long lastTsn() {
        return nextTsn - 1;
    }

    /** The highest Transmission Sequence Number that was acknowledged; 0 before that. */
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

    /** Counts a negative acknowledgement for each fragment that others overtook; what has three is lost. */
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
     * When the oldest fragment was sent, if others overtook it; else {@link Clock#NEVER}. The timeout does not tell of it:
     * that begins anew with every packet.
     */
    long overtakenSinceNanos() {
        return oldest == null || oldest.nakCount == 0 ? Clock.NEVER : oldest.sentNanos;
    }

    /**
     * Takes for lost what others overtook, and what was sent at {@code sentByNanos} or before. Answers the highest
     * Transmission Sequence Number among the lost, or 0 if none was lost.
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

    /** Nothing came back for too long: all is lost. */
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
     * What the acknowledgements of one packet brought to light.
     *
     * @param maxTsnLost the highest Transmission Sequence Number among the lost, or 0 if none was lost
     */
    record NakResult(boolean anyNaks, long maxTsnLost) {}
}
