package org.tcserver.isobmff;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.MalformedException;

/** Summarises movie fragments ({@code moof}, ISO/IEC 14496-12 §8.8.4) per track. Confined to one thread. */
final class FragmentReader {
    private final SequencedMap<Integer, TrackTimeline> timelines = new LinkedHashMap<>();
    private Optional<Movie> movie;
    private FragmentSequence sequence = FragmentSequence.NONE;

    /**
     * Starts without fragments.
     *
     * @param movie the movie whose defaults apply to the fragments, if available
     */
    FragmentReader(Optional<Movie> movie) {
        this.movie = movie;
    }

    /** Uses the defaults of {@code movie} for the following fragments. */
    void follow(Movie movie) {
        this.movie = Optional.of(movie);
    }

    void read(BoxInput fragment) throws IOException {
        long number = 0;
        while (fragment.hasBox()) {
            var box = fragment.nextBox();
            switch (box.type()) {
                case "mfhd" -> number = readNumber(fragment.open(box));
                case "traf" -> readTrack(fragment, box);
                default -> {}
            }
        }
        sequence = sequence.plus(number);
    }

    Optional<Movie> movie() {
        return movie;
    }

    /** Returns the timelines by track ID, in order of appearance. */
    SequencedMap<Integer, TrackTimeline> timelines() {
        return Collections.unmodifiableSequencedMap(timelines);
    }

    FragmentSequence sequence() {
        return sequence;
    }

    private static long readNumber(BoxInput in) throws IOException {
        FullBoxHeader.read(in);
        return in.u32("fragment sequence number");
    }

    /**
     * Reads a track fragment in two passes: first the header and the time, then the runs, regardless of the order of
     * the boxes.
     */
    private void readTrack(BoxInput fragment, Box track) throws IOException {
        @Nullable TrackFragmentHeaderBox header = null;
        var baseTime = OptionalLong.empty();
        var in = fragment.open(track);
        while (in.hasBox()) {
            var box = in.nextBox();
            switch (box.type()) {
                case "tfhd" -> header = TrackFragmentHeaderBox.read(in.open(box), defaults());
                case "tfdt" -> baseTime = OptionalLong.of(readBaseTime(in.open(box)));
                default -> {}
            }
        }
        if (header == null) {
            throw new MalformedException("track fragment without tfhd");
        }
        var timeline = timeline(header.trackId());
        timeline.beginFragment(baseTime);
        readRuns(fragment.open(track), header.defaults(), timeline);
    }

    private static long readBaseTime(BoxInput in) throws IOException {
        return FullBoxHeader.read(in).readTime(in, "base media decode time");
    }

    private static void readRuns(BoxInput in, SampleDefaults defaults, TrackTimeline timeline) throws IOException {
        while (in.hasBox()) {
            var box = in.nextBox();
            if (box.type().equals("trun")) {
                TrackRunBox.read(in.open(box), defaults, timeline);
            }
        }
    }

    private Map<Integer, SampleDefaults> defaults() {
        return movie.map(Movie::defaults).orElse(Map.of());
    }

    private TrackTimeline timeline(int trackId) throws MalformedException {
        var timeline = timelines.get(trackId);
        if (timeline == null) {
            if (timelines.size() == IsoParameters.MAX_TRACKS) {
                throw new MalformedException("fragments of more than " + IsoParameters.MAX_TRACKS + " tracks");
            }
            timeline = new TrackTimeline();
            timelines.put(trackId, timeline);
        }
        return timeline;
    }
}
