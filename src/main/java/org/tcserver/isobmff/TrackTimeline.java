package org.tcserver.isobmff;

import java.util.OptionalLong;
import org.tcserver.wire.MalformedException;

/** A summary of the samples in one track's fragments; times are in media ticks. Confined to one thread. */
final class TrackTimeline {
    private final SampleDurations durations = new SampleDurations();
    private long samples;
    private long bytes;
    private long firstDecodeTime;
    private long endDecodeTime;
    private long earliestPresentation = Long.MAX_VALUE;
    private long lowestOffset;
    private boolean timed;
    private boolean started;
    private boolean durationsKnown = true;
    private boolean continuous = true;
    private boolean startsWithSync;

    /** Starts the next fragment. Without {@code baseMediaDecodeTime} it continues at the end of the last one. */
    void beginFragment(OptionalLong baseMediaDecodeTime) {
        if (baseMediaDecodeTime.isEmpty()) {
            return;
        }
        long time = baseMediaDecodeTime.getAsLong();
        continuous &= !started || time == endDecodeTime;
        firstDecodeTime = started ? firstDecodeTime : time;
        endDecodeTime = time;
        timed = true;
    }

    /** Adds {@code count} equal samples. */
    void add(Sample sample, long count) throws MalformedException {
        if (count == 0) {
            return;
        }
        startsWithSync = started ? startsWithSync : sample.isSync();
        started = true;
        durationsKnown &= sample.duration() != SampleDefaults.UNKNOWN;
        long duration = Math.max(0, sample.duration());
        durations.add(count, duration);
        samples = Ticks.sum(samples, count);
        bytes = Ticks.sum(bytes, Ticks.product(count, sample.size()));
        lowestOffset = Math.min(lowestOffset, sample.compositionOffset());
        earliestPresentation = Math.min(earliestPresentation, Ticks.sum(endDecodeTime, sample.compositionOffset()));
        endDecodeTime = Ticks.sum(endDecodeTime, Ticks.product(count, duration));
    }

    SampleDurations durations() {
        return durations;
    }

    long samples() {
        return samples;
    }

    long bytes() {
        return bytes;
    }

    /** Returns the start of the first fragment, if any fragment has a decode time. */
    OptionalLong firstDecodeTime() {
        return timed ? OptionalLong.of(firstDecodeTime) : OptionalLong.empty();
    }

    /** Returns the end of the last fragment; 0 without samples. */
    long endDecodeTime() {
        return endDecodeTime;
    }

    /** Returns the earliest presentation time before any edit; 0 without samples. */
    long earliestPresentation() {
        return started ? earliestPresentation : 0;
    }

    /** Returns the lowest composition offset, or 0 if none is negative. */
    long lowestOffset() {
        return lowestOffset;
    }

    boolean durationsKnown() {
        return durationsKnown;
    }

    /** Returns whether each fragment starts at the end of the previous one. */
    boolean continuous() {
        return continuous;
    }

    boolean startsWithSync() {
        return startsWithSync;
    }
}
