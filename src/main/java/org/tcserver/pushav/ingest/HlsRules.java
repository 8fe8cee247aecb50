package org.tcserver.pushav.ingest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Rules for playlists, and for media segments of HLS-ingested streams. */
final class HlsRules {
    private static final double MIN_TOLERANCE_SECONDS = 0.1;
    private static final double TOLERANCE = 0.05;

    private HlsRules() {}

    static void playlist(Findings findings, IngestInterface kind, StreamState stream, Candidate upload) {
        findings.errorIf(kind == IngestInterface.DASH, "a playlist is not supported by the interface " + kind);
        findings.warnIf(kind == IngestInterface.CMAF_INGEST, "the interface " + kind + " needs no playlist");
        if (upload.facts() instanceof Facts.Unreadable unreadable) {
            findings.error(unreadable.why());
        }
        if (!(upload.facts() instanceof Facts.Playlist playlist)) {
            return;
        }
        findings.errorIf(!playlist.headed(), "the playlist does not begin with #EXTM3U");
        if (kind != IngestInterface.HLS || !upload.place().inSession()) {
            return;
        }
        var session = stream.session(upload.place().session());
        if (upload.place().kind() == MatterPath.Kind.MULTIVARIANT_PLAYLIST) {
            multivariant(findings, session, playlist);
        } else {
            media(findings, session, session.track(upload.place().track()), playlist);
        }
    }

    private static void multivariant(Findings findings, SessionState session, Facts.Playlist playlist) {
        findings.errorIf(
                session.hasSegments(), "the multi-variant playlist must come before the segments of its session");
        findings.errorIf(playlist.trackLines() == 0, "the multi-variant playlist must announce at least one track");
        findings.errorIf(session.complete(), DashRules.complete(session));
    }

    private static void media(Findings findings, SessionState session, TrackState track, Facts.Playlist playlist) {
        findings.errorIf(
                session.expectedTracks() <= 0,
                "the multi-variant playlist of session " + session.id() + " must come before its media playlists");
        if (track.hasPlaylist()) {
            last(findings, track, playlist);
        } else {
            first(findings, playlist);
        }
    }

    private static void first(Findings findings, Facts.Playlist playlist) {
        findings.errorIf(!playlist.type().isEmpty(), "the first playlist of a track must not have a playlist type");
        findings.errorIf(playlist.ended(), "the first playlist of a track must not have #EXT-X-ENDLIST");
        findings.errorIf(!playlist.durations().isEmpty(), "the first playlist of a track must not have #EXTINF");
        findings.errorIf(!playlist.members().isEmpty(), "the first playlist of a track must not name segments");
    }

    private static void last(Findings findings, TrackState track, Facts.Playlist playlist) {
        findings.errorIf(
                !track.hasSegments(),
                "the final playlist of the track '" + track.name() + "' came before its init and segments");
        findings.errorIf(playlist.type().isEmpty(), "the final playlist has no #EXT-X-PLAYLIST-TYPE");
        findings.errorIf(
                !playlist.type().isEmpty() && !playlist.type().equals("VOD"),
                "the type of the final playlist is not VOD");
        findings.errorIf(playlist.durations().isEmpty(), "the final playlist has no #EXTINF");
        findings.errorIf(playlist.members().isEmpty(), "the final playlist names no segments");
        findings.errorIf(!playlist.ended(), "the final playlist has no #EXT-X-ENDLIST");
        MediaRules.end(findings, track);
        if (!playlist.members().isEmpty()) {
            members(findings, track.segments(), playlist);
            durations(findings, track.segments(), playlist);
        }
    }

    private static void members(Findings findings, Map<String, Double> uploaded, Facts.Playlist playlist) {
        var named = new HashSet<>(names(playlist));
        var unknown = new ArrayList<>(named);
        unknown.removeAll(uploaded.keySet());
        findings.errorIf(
                !unknown.isEmpty(), "the final playlist names " + unknown.size() + " segments that were not uploaded");
        long missing =
                uploaded.keySet().stream().filter(name -> !named.contains(name)).count();
        findings.errorIf(missing > 0, "the final playlist leaves out " + missing + " uploaded segments");
    }

    private static List<String> names(Facts.Playlist playlist) {
        return playlist.members().stream()
                .map(member -> member.substring(member.lastIndexOf('/') + 1))
                .toList();
    }

    private static void durations(Findings findings, Map<String, Double> uploaded, Facts.Playlist playlist) {
        findings.errorIf(
                playlist.durations().stream().anyMatch(seconds -> seconds <= 0),
                "an #EXTINF of the final playlist is no positive number");
        var names = names(playlist);
        int count = Math.min(names.size(), playlist.durations().size());
        int different = 0;
        for (int i = 0; i < count; i++) {
            double announced = uploaded.getOrDefault(names.get(i), -1.0);
            double listed = playlist.durations().get(i);
            boolean known = announced > 0 && listed > 0;
            if (known && Math.abs(announced - listed) > Math.max(MIN_TOLERANCE_SECONDS, TOLERANCE * announced)) {
                different++;
            }
        }
        findings.errorIf(
                different > 0, "the durations of " + different + " segments differ from their X-EXTINF-duration");
    }

    static void media(Findings findings, SessionState session, TrackState track, Candidate upload) {
        findings.errorIf(
                session.expectedTracks() < 0,
                "the multi-variant playlist of session " + session.id() + " must come before its segments");
        if (upload.place().kind() == MatterPath.Kind.INIT) {
            init(findings, track);
        } else {
            segment(findings, track, upload);
        }
    }

    private static void init(Findings findings, TrackState track) {
        var name = "the track '" + track.name() + "'";
        switch (track.stage()) {
            case NOT_STARTED -> findings.error("the first playlist of " + name + " must come before its init segment");
            case INITIAL_PLAYLIST_UPLOADED -> {}
            case INIT_UPLOADED -> findings.error(name + " has its init segment");
            case SEGMENTS_UPLOADING -> findings.error("the init segment of " + name + " came after its segments");
            case COMPLETED -> findings.error(name + " is complete");
        }
    }

    private static void segment(Findings findings, TrackState track, Candidate upload) {
        var name = "the track '" + track.name() + "'";
        switch (track.stage()) {
            case NOT_STARTED -> findings.error("the first playlist of " + name + " must come before its segments");
            case INITIAL_PLAYLIST_UPLOADED ->
                findings.error("the init segment of " + name + " must come before its segments");
            case INIT_UPLOADED, SEGMENTS_UPLOADING -> {}
            case COMPLETED -> findings.error(name + " is complete");
        }
        double seconds = upload.announcedSeconds();
        if (upload.announcedDuration() == null) {
            findings.error("the header X-EXTINF-duration is missing");
        } else if (seconds < 0) {
            findings.error("the header X-EXTINF-duration is not a positive decimal number");
        } else {
            MediaRules.duration(findings, seconds);
        }
    }
}
