package org.tcserver.isobmff;

import org.tcserver.wire.MalformedException;

/**
 * How long the samples of a track last, gathered in passing: number, sum, common divisor, and the duration that most of
 * them have (found by majority vote, so that nothing is kept per sample). In ticks of the media. Confined to one thread.
 */
final class SampleDurations {
    private static final long MAX_FRAME_RATE = 240;

    private long samples;
    private long total;
    private long commonDivisor;
    private long last;
    private long candidate;
    private long votes;

    /** @param duration of each of the {@code count} samples, not negative */
    void add(long count, long duration) throws MalformedException {
        if (count == 0) {
            return;
        }
        samples = Ticks.sum(samples, count);
        total = Ticks.sum(total, Ticks.product(count, duration));
        divide(count, duration);
        vote(count, duration);
    }

    /** Adds what was gathered elsewhere. */
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

    /** Frames per second on the average, {@code 0/0} if nothing lasts. */
    Ratio averageRate(long timescale) {
        return total == 0 ? Ratio.NONE : Ratio.reduced(samples, timescale, total);
    }

    /**
     * The rate that the frames are meant to have: the lowest one on whose clock all of them lie, if that is a usual one;
     * else by the duration of most; and where durations waver, the whole or NTSC rate next to the average.
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

    /** What the last sample lasts is often a guess of the writer's, and not counted. */
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
