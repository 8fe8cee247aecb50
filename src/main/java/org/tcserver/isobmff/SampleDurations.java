package org.tcserver.isobmff;

import org.tcserver.wire.MalformedException;

/**
 * How long the samples of a track last, gathered in passing: number, sum, and the duration that most of them have
 * (found by majority vote, so that nothing is kept per sample). In ticks of the media. Confined to one thread.
 */
final class SampleDurations {
    private long samples;
    private long total;
    private long shortest = Long.MAX_VALUE;
    private long longest;
    private long candidate;
    private long votes;

    /** @param duration of each of the {@code count} samples, not negative */
    void add(long count, long duration) throws MalformedException {
        if (count == 0) {
            return;
        }
        samples = Ticks.sum(samples, count);
        total = Ticks.sum(total, Ticks.product(count, duration));
        shortest = Math.min(shortest, duration);
        longest = Math.max(longest, duration);
        vote(count, duration);
    }

    /** Adds what was gathered elsewhere. */
    void add(SampleDurations other) throws MalformedException {
        samples = Ticks.sum(samples, other.samples);
        total = Ticks.sum(total, other.total);
        shortest = Math.min(shortest, other.shortest);
        longest = Math.max(longest, other.longest);
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
     * The rate that the frames are meant to have: from the duration most of them have; where rounding to ticks makes
     * durations differ by one, the usual rate next to the average.
     */
    Ratio nominalRate(long timescale) {
        if (total == 0) {
            return Ratio.NONE;
        }
        if (longest - shortest == 1 && shortest > 0) {
            return usualRate(averageRate(timescale));
        }
        return candidate > 0 ? Ratio.reduced(1, timescale, candidate) : averageRate(timescale);
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
