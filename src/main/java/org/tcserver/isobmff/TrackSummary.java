package org.tcserver.isobmff;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The facts about one track that upload rules need. Immutable.
 *
 * @param format empty for a media segment that was read without its init segment
 * @param samples number of samples in the file
 * @param startsWithSync whether the first sample is a sync sample; false without samples
 */
public record TrackSummary(int trackId, Optional<Format> format, Span span, long samples, boolean startsWithSync) {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /**
     * The format of a track. Immutable.
     *
     * @param codecType {@code video}, {@code audio}, {@code subtitle} or {@code data}
     * @param sampleEntry four characters, for example {@code avc1} or {@code mp4a}; empty if there is none
     * @param timescale ticks per second
     */
    public record Format(String codecType, String sampleEntry, long timescale) {
        static Format of(Track track) {
            var entry = track.samples().firstEntry().map(SampleEntry::type).orElse("");
            return new Format(track.handler().codecType(), entry, track.media().timescale());
        }
    }

    /**
     * The decode times of the samples, in track ticks. Immutable.
     *
     * @param start decode time of the first fragment ({@code tfdt}), if present
     * @param end end of the last sample, where the next segment must start; empty if duration or start is
     * @param duration of all samples; empty if only the init segment defines it
     * @param continuous whether each fragment starts at the end of the previous one
     */
    public record Span(OptionalLong start, OptionalLong end, OptionalLong duration, boolean continuous) {}

    static TrackSummary of(Track track, Optional<TrackTimeline> timeline) {
        if (timeline.isPresent() && timeline.get().samples() > 0) {
            return of(track.trackId(), Optional.of(track), timeline.get());
        }
        var table = track.samples();
        var duration = OptionalLong.of(table.times().durations().total());
        return new TrackSummary(
                track.trackId(),
                Optional.of(Format.of(track)),
                new Span(OptionalLong.of(0), duration, duration, true),
                table.samples(),
                table.startsWithSync());
    }

    static TrackSummary of(int trackId, Optional<Track> track, TrackTimeline timeline) {
        return new TrackSummary(
                trackId, track.map(Format::of), spanOf(timeline), timeline.samples(), timeline.startsWithSync());
    }

    private static Span spanOf(TrackTimeline timeline) {
        var start = timeline.firstDecodeTime();
        boolean known = timeline.durationsKnown();
        return new Span(
                start,
                known && start.isPresent() ? OptionalLong.of(timeline.endDecodeTime()) : OptionalLong.empty(),
                known ? OptionalLong.of(timeline.durations().total()) : OptionalLong.empty(),
                timeline.continuous());
    }

    /** Returns the duration of the samples, if the timescale and the durations are known. */
    public Optional<Duration> duration() {
        if (format.isEmpty() || span.duration().isEmpty()) {
            return Optional.empty();
        }
        long nanos = Ticks.rescale(
                span.duration().getAsLong(), NANOS_PER_SECOND, format.get().timescale());
        return Optional.of(Duration.ofNanos(nanos));
    }
}
