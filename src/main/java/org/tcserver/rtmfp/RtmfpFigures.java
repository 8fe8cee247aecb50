package org.tcserver.rtmfp;

import java.util.concurrent.atomic.AtomicLongArray;
import org.tcserver.metrics.Buckets;
import org.tcserver.metrics.Histogram;
import org.tcserver.metrics.HistogramSum;

/** The figures of all sessions of an endpoint. The endpoint's thread writes them; any thread reads. */
public final class RtmfpFigures {
    private static final Buckets ROUND_TRIPS = Buckets.seconds(
            "0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10");

    private static final int SENT = 0;
    private static final int OVERTAKEN = 1;
    private static final int TIMED_OUT = 2;

    private final AtomicLongArray fragments = new AtomicLongArray(TIMED_OUT + 1);
    private final Histogram roundTrips = new Histogram(ROUND_TRIPS);

    /** Returns the number of message fragments sent, retransmissions included. */
    public long fragmentsSent() {
        return fragments.getOpaque(SENT);
    }

    /** Returns the number of fragments lost because fragments sent later were acknowledged. */
    public long fragmentsOvertaken() {
        return fragments.getOpaque(OVERTAKEN);
    }

    /** Returns the number of fragments lost because no acknowledgement arrived for too long. */
    public long fragmentsTimedOut() {
        return fragments.getOpaque(TIMED_OUT);
    }

    /** Returns all measurements of the round-trip time, unsmoothed. */
    public HistogramSum roundTrips() {
        return HistogramSum.of(roundTrips);
    }

    void sent() {
        increment(SENT);
    }

    void overtaken() {
        increment(OVERTAKEN);
    }

    void timedOut() {
        increment(TIMED_OUT);
    }

    void roundTrip(long nanos) {
        roundTrips.record(nanos);
    }

    private void increment(int index) {
        fragments.setOpaque(index, fragments.getPlain(index) + 1);
    }
}
