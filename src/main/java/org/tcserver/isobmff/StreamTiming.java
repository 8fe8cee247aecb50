package org.tcserver.isobmff;

import java.util.OptionalLong;
import org.tcserver.wire.MalformedException;

/**
 * The presentation times and size of a stream, calculated as in ffprobe. Confined to one thread, like its durations.
 *
 * @param start presentation time of the first sample, in ticks; empty without samples
 * @param duration in ticks; in a fragmented file the end of the last fragment on the track's own clock
 * @param listed number of samples in the movie box
 * @param bitRate bits per second; empty without samples
 */
record StreamTiming(OptionalLong start, long duration, long listed, SampleDurations durations, OptionalLong bitRate) {
    static StreamTiming of(Movie movie, Track track, TrackTimeline timeline) throws MalformedException {
        var all = new SampleDurations();
        all.add(track.samples().times().durations());
        all.add(timeline.durations());
        long listed = track.samples().samples();
        if (all.samples() == 0) {
            return new StreamTiming(OptionalLong.empty(), track.media().duration(), 0, all, OptionalLong.empty());
        }
        long bytes = Ticks.sum(track.samples().sizes().bytes(), timeline.bytes());
        var span = listed > 0 ? ofTable(movie, track) : ofFragments(movie, track, timeline);
        long duration = Math.max(span.duration, timeline.endDecodeTime());
        var bitRate = bitRate(movie, track, bytes, duration);
        return new StreamTiming(OptionalLong.of(span.start), duration, listed, all, bitRate);
    }

    private record Span(long start, long duration) {}

    /** Returns the presented part of the samples, which the edit list selects. */
    private static Span ofTable(Movie movie, Track track) throws MalformedException {
        var table = track.samples();
        long earliest = table.earliestPresentationTime();
        long duration = tableDuration(track);
        if (track.edits().isEmpty()) {
            return new Span(earliest, duration);
        }
        long timescale = track.media().timescale();
        long movieTimescale = movie.header().timescale();
        long mediaTime = track.edits().mediaTime();
        long start = Math.max(0, earliest - mediaTime)
                + Ticks.rescale(track.edits().emptyDuration(), timescale, movieTimescale);
        long edited = Ticks.rescale(track.edits().totalDuration(), timescale, movieTimescale);
        return new Span(start, Math.min(duration, edited));
    }

    /** Returns the presented span of fragments. Here the edit list shifts the samples but cuts none. */
    private static Span ofFragments(Movie movie, Track track, TrackTimeline timeline) throws MalformedException {
        long empty = Ticks.rescale(
                track.edits().emptyDuration(),
                track.media().timescale(),
                movie.header().timescale());
        long shift = track.edits().mediaTime() - empty;
        return new Span(timeline.earliestPresentation() - timeline.lowestOffset() - shift, 0);
    }

    /** Returns the shorter of the durations in {@code mdhd} and {@code stts}. */
    private static long tableDuration(Track track) {
        long sum = track.samples().times().durations().total();
        long declared = track.media().duration();
        return sum > 0 ? Math.min(sum, declared) : declared;
    }

    /**
     * Returns the bit rate. A fragmented file uses the presented duration and rounds; other files use the table's
     * duration and truncate.
     */
    private static OptionalLong bitRate(Movie movie, Track track, long bytes, long duration) {
        long timescale = track.media().timescale();
        long bitsPerSecond = movie.fragmented()
                ? Ticks.rescale(bytes, 8 * timescale, Math.max(1, duration))
                : Ticks.rescaleDown(bytes, 8 * timescale, Math.max(1, tableDuration(track)));
        return bitsPerSecond > 0 ? OptionalLong.of(bitsPerSecond) : OptionalLong.empty();
    }
}
