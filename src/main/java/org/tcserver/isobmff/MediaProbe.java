package org.tcserver.isobmff;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.tcserver.wire.MalformedException;

/**
 * A description of a file in the fields and values of {@code ffprobe -show_streams -show_format -count_packets}.
 * Immutable.
 *
 * <p>It omits fields that require decoding, unless the configuration contains them. In that case it includes them even
 * where ffprobe does not: {@code refs}, the {@code level} of VP9, and all fields of an init segment without samples.
 *
 * @param streams one per track, in the file's order
 */
public record MediaProbe(List<ProbeValue.Section> streams, ProbeValue.Section format) {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long SECONDS_FROM_1904_TO_1970 = 2_082_844_800L;
    private static final long MAX_SECONDS = 253_402_300_799L; // the year 9999
    private static final int PROBE_SCORE_MAX = 100;
    private static final DateTimeFormatter CREATION_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    public MediaProbe {
        streams = List.copyOf(streams);
    }

    /** Returns both parts in one section, as {@code streams} and {@code format}. */
    public ProbeValue.Section toSection() {
        return new SectionBuilder()
                .sections("streams", streams)
                .section("format", format)
                .build();
    }

    static MediaProbe of(MediaFile file, String filename) throws MalformedException {
        var movie = file.ownMovie()
                .orElseThrow(() -> new MalformedException(
                        "no movie box (moov): a media segment can only be probed with its init segment"));
        var streams = new ArrayList<ProbeValue.Section>();
        var whole = new Extent(movie.fragmented() ? 0 : declaredMicros(movie.header()));
        for (var track : movie.tracks()) {
            var timeline = file.fragments().timelines().getOrDefault(track.trackId(), new TrackTimeline());
            var timing = StreamTiming.of(movie, track, timeline);
            whole.add(timing, track.media().timescale());
            streams.add(new StreamDescription(track, timing).describe(streams.size()));
        }
        return new MediaProbe(streams, describe(file, movie, whole, filename));
    }

    /**
     * Formats seconds since 1904 in ffprobe's form, empty for 0. Small values count from 1970, because some writers use
     * that epoch.
     */
    static Optional<String> creationTime(long seconds) {
        long unixSeconds = seconds >= SECONDS_FROM_1904_TO_1970 ? seconds - SECONDS_FROM_1904_TO_1970 : seconds;
        return seconds == 0 || unixSeconds > MAX_SECONDS
                ? Optional.empty()
                : Optional.of(CREATION_TIME.format(Instant.ofEpochSecond(unixSeconds)));
    }

    private static long declaredMicros(MovieHeaderBox header) {
        return Ticks.rescale(header.duration(), MICROS_PER_SECOND, header.timescale());
    }

    private static ProbeValue.Section describe(MediaFile file, Movie movie, Extent whole, String filename) {
        long bytes = file.content().bytes();
        var section = new SectionBuilder()
                .text("filename", filename)
                .whole("nb_streams", movie.tracks().size())
                .whole("nb_programs", 0)
                .text("format_name", "mov,mp4,m4a,3gp,3g2,mj2")
                .text("format_long_name", "QuickTime / MOV");
        whole.start().ifPresent(start -> section.seconds("start_time", start / 1e6));
        if (whole.duration() > 0) {
            section.seconds("duration", whole.duration() / 1e6);
        }
        section.text("size", Long.toString(bytes));
        if (whole.duration() > 0) {
            section.text("bit_rate", Long.toString((long) (bytes * 8.0 * MICROS_PER_SECOND / whole.duration())));
        }
        return section.whole("probe_score", PROBE_SCORE_MAX)
                .section("tags", tags(file, movie))
                .build();
    }

    private static ProbeValue.Section tags(MediaFile file, Movie movie) {
        var tags = new SectionBuilder();
        file.brands()
                .file()
                .ifPresent(brands -> tags.text("major_brand", brands.major())
                        .text("minor_version", Long.toString(brands.minorVersion()))
                        .text("compatible_brands", String.join("", brands.compatible())));
        return tags.text("creation_time", creationTime(movie.header().creationTime()))
                .texts(movie.tags())
                .build();
    }

    /**
     * The time from the start of the first stream to the end of the last, in microseconds. A declared duration of a
     * movie without fragments takes precedence.
     */
    private static final class Extent {
        private long start = Long.MAX_VALUE;
        private long end = Long.MIN_VALUE;
        private long longest;
        private final long declared;

        Extent(long declared) {
            this.declared = declared;
        }

        void add(StreamTiming timing, long timescale) {
            long length = Ticks.rescale(timing.duration(), MICROS_PER_SECOND, timescale);
            longest = Math.max(longest, length);
            if (timing.start().isPresent()) {
                long from = Ticks.rescale(timing.start().getAsLong(), MICROS_PER_SECOND, timescale);
                start = Math.min(start, from);
                end = Math.max(end, from + length);
                longest = Math.max(longest, end - start);
            }
        }

        long duration() {
            return declared > 0 ? declared : longest;
        }

        OptionalLong start() {
            return start == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(start);
        }
    }
}
