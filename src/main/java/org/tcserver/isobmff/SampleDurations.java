package org.tcserver.isobmff;

import org.tcserver.wire.MalformedException;

/**
 * Statistics of a track's sample durations, in media ticks: count, sum, common divisor and most frequent duration. A
 * majority vote finds the last, so memory does not grow with the number of samples. Confined to one thread.
 */
final class SampleDurations {
    private static final long MAX_FRAME_RATE = 240;

    private long samples;
    private long total;
    private long commonDivisor;
    private long last;
    private long candidate;
    private long votes;

    /**
     * Adds {@code count} samples of equal duration.
     *
     * @param duration of each sample, not negative
     */
    void add(long count, long duration) throws MalformedException {
        if (count == 0) {
            return;
        }
        samples = Ticks.sum(samples, count);
        total = Ticks.sum(total, Ticks.product(count, duration));
        divide(count, duration);
        vote(count, duration);
    }

    /** Adds the statistics of other samples. */
    void add(SampleDurations other) throws MalformedException {
        if (other.samples == 0) {
            return;
        }
        samples = Ticks.sum(samples, other.samples);
        total = Ticks.sum(total, other.total);
        commonDivisor = gcd(gcd(commonDivisor, last), other.commonDivisor);
        last = other.last;
        vote(other.votes, other.candidate);
    }

    long samples() {
        return samples;
    }

    long total() {
        return total;
    }

    /** Returns the average number of frames per second, {@code 0/0} if the total duration is 0. */
    Ratio averageRate(long timescale) {
        return total == 0 ? Ratio.NONE : Ratio.reduced(samples, timescale, total);
    }

    /**
     * Returns the intended frame rate. This is the lowest rate whose ticks include all frames, if it is at most 240.
     * Otherwise it follows from the duration of the majority. If durations vary, it is the integer or NTSC rate nearest
     * to the average.
     */
    Ratio nominalRate(long timescale) {
        if (total == 0) {
            return Ratio.NONE;
        }
        if (commonDivisor > 0 && timescale / commonDivisor <= MAX_FRAME_RATE) {
            return Ratio.reduced(1, timescale, commonDivisor);
        }
        boolean mostAreAlike = candidate > 0 && 2 * votes > samples;
        return mostAreAlike ? Ratio.reduced(1, timescale, candidate) : usualRate(averageRate(timescale));
    }

    /** Updates the common divisor. Excludes the last sample, because writers often guess its duration. */
    private void divide(long count, long duration) {
        commonDivisor = gcd(commonDivisor, last);
        commonDivisor = count > 1 ? gcd(commonDivisor, duration) : commonDivisor;
        last = duration;
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private void vote(long count, long duration) {
        if (duration == candidate) {
            votes += count;
        } else if (votes >= count) {
            votes -= count;
        } else {
            votes = count - votes;
            candidate = duration;
        }
    }

    private static Ratio usualRate(Ratio average) {
        double value = average.value();
        long whole = Math.round(value);
        long ntsc = Math.round(value * 1001 / 1000);
        double wholeError = Math.abs(value - whole);
        double ntscError = Math.abs(value - ntsc * 1000.0 / 1001);
        if (Math.min(wholeError, ntscError) > value / 100) {
            return average;
        }
        return wholeError <= ntscError ? new Ratio(whole, 1) : new Ratio(ntsc * 1000, 1001);
    }
}
