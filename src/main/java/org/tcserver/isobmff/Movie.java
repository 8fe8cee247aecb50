package org.tcserver.isobmff;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.MalformedException;

/**
 * The {@code moov} box (ISO/IEC 14496-12 §8.2.1), the main part of an init segment. Confined to one thread, like its
 * tracks.
 *
 * @param defaults defaults for fragments by track ID
 * @param fragmented whether the movie announces fragments ({@code mvex})
 * @param tags descriptive texts by ffprobe's names
 */
record Movie(
        MovieHeaderBox header,
        List<Track> tracks,
        Map<Integer, SampleDefaults> defaults,
        boolean fragmented,
        SequencedMap<String, String> tags) {
    static Movie read(BoxInput in) throws IOException {
        @Nullable MovieHeaderBox header = null;
        var tracks = new ArrayList<Track>();
        var defaults = new HashMap<Integer, SampleDefaults>();
        boolean fragmented = false;
        var tags = MovieTags.NONE;
        while (in.hasBox()) {
            var box = in.nextBox();
            switch (box.type()) {
                case "mvhd" -> header = MovieHeaderBox.read(in.open(box));
                case "trak" -> addTrack(tracks, Track.read(in.open(box)));
                case "mvex" -> {
                    fragmented = true;
                    readDefaults(in.open(box), defaults);
                }
                case "udta" -> tags = MovieTags.read(in.open(box));
                default -> {}
            }
        }
        if (header == null) {
            throw new MalformedException("moov without mvhd");
        }
        return new Movie(header, List.copyOf(tracks), Map.copyOf(defaults), fragmented, tags);
    }

    Optional<Track> track(int trackId) {
        return tracks.stream().filter(track -> track.trackId() == trackId).findFirst();
    }

    private static void addTrack(List<Track> tracks, Track track) throws MalformedException {
        if (tracks.size() == IsoParameters.MAX_TRACKS) {
            throw new MalformedException("more than " + IsoParameters.MAX_TRACKS + " tracks");
        }
        if (tracks.stream().anyMatch(other -> other.trackId() == track.trackId())) {
            throw new MalformedException("two tracks with the same ID");
        }
        tracks.add(track);
    }

    private static void readDefaults(BoxInput in, Map<Integer, SampleDefaults> defaults) throws IOException {
        while (in.hasBox()) {
            var box = in.nextBox();
            if (box.type().equals("trex")) {
                if (defaults.size() > IsoParameters.MAX_TRACKS) {
                    throw new MalformedException("more trex than tracks");
                }
                var trex = TrackExtendsBox.read(in.open(box));
                defaults.put(trex.trackId(), trex.defaults());
            }
        }
    }
}
