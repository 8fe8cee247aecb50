package org.tcserver.pushav.ingest;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Judges uploads. The rules are the same for strict and other streams; only the consequence differs.
 *
 * <p>In a strict stream an error refuses the upload; a warning is only shown. Reads the state, never changes it.
 */
final class UploadRules {
    private static final int MAX_TRACK_NAME = 16;
    private static final long FIRST_SEGMENT = 1001;

    private static final Map<String, Set<String>> CONTENT_TYPES = Map.of(
            "mpd", Set.of("application/dash+xml"),
            "m3u8", Set.of("application/x-mpegurl", "application/vnd.apple.mpegurl"),
            "m4s", Set.of("video/iso.segment"),
            "init", Set.of("video/mp4", "audio/mp4"));

    private UploadRules() {}

    static Findings judge(IngestInterface kind, StreamState stream, Candidate upload) {
        var findings = new Findings();
        general(findings, upload);
        var place = upload.place();
        if (place.inSession()) {
            session(findings, stream, place);
            track(findings, stream, place);
            numbers(findings, stream, upload);
        }
        switch (upload.path().extension()) {
            case "mpd" -> DashRules.manifest(findings, kind, stream, upload);
            case "m3u8" -> HlsRules.playlist(findings, kind, stream, upload);
            case "init", "m4s" -> media(findings, kind, stream, upload);
            default -> {}
        }
        return findings;
    }

    private static void general(Findings findings, Candidate upload) {
        var place = upload.place();
        var extension = upload.path().extension();
        if (place.kind() == MatterPath.Kind.OTHER) {
            findings.error("the extension '" + extension + "' is not allowed; allowed are mpd, m3u8, m4s and init");
        }
        findings.errorIf(upload.subject() == null, "the upload came without a TLS client certificate");
        if (place.kind() == MatterPath.Kind.MISPLACED) {
            findings.error("the path does not follow Matter's format: " + expected(extension));
        }
        var types = CONTENT_TYPES.get(extension);
        findings.warnIf(
                types != null && !types.contains(mediaType(upload.contentType())),
                "the Content-Type '" + Excerpt.of(mediaType(upload.contentType())) + "' does not fit ." + extension);
    }

    private static String mediaType(@org.jspecify.annotations.Nullable String contentType) {
        return contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static String expected(String extension) {
        return switch (extension) {
            case "mpd" -> "session_<number>/index.mpd";
            case "m3u8" -> "session_<number>/index.m3u8 or session_<number>/<track>/index.m3u8";
            case "init" -> "session_<number>/<track>/<track>.init";
            default -> "session_<number>/<track>/segment_<number>.m4s";
        };
    }

    private static void session(Findings findings, StreamState stream, MatterPath place) {
        findings.warnIf(
                !stream.hasSession(place.session()) && place.session() < stream.lastSession(),
                "session " + place.session() + " is new, but session " + stream.lastSession() + " was before it");
    }

    private static void track(Findings findings, StreamState stream, MatterPath place) {
        var track = place.track();
        if (track == null) {
            return;
        }
        findings.errorIf(
                track.codePointCount(0, track.length()) > MAX_TRACK_NAME,
                "the track name '" + track + "' has more than " + MAX_TRACK_NAME + " characters");
        var names = stream.trackNames();
        findings.errorIf(
                !names.isEmpty() && !names.contains(track),
                "the track '" + track + "' is not the stream's track name '" + String.join("', '", names) + "'");
    }

    private static void numbers(Findings findings, StreamState stream, Candidate upload) {
        var place = upload.place();
        if (place.kind() == MatterPath.Kind.INIT) {
            findings.warnIf(
                    !upload.path().elements().getLast().equals(place.track() + ".init"),
                    "the init segment is not named after its track '" + place.track() + "'");
        }
        if (place.kind() != MatterPath.Kind.SEGMENT) {
            return;
        }
        long last = stream.session(place.session()).track(place.track()).lastNumber();
        if (last < 0) {
            findings.warnIf(
                    place.segment() != FIRST_SEGMENT,
                    "the first segment has the number " + place.segment() + " instead of " + FIRST_SEGMENT);
        } else {
            findings.warnIf(
                    place.segment() != last + 1, "segment " + place.segment() + " does not follow segment " + last);
        }
    }

    private static void media(Findings findings, IngestInterface kind, StreamState stream, Candidate upload) {
        var place = upload.place();
        if (!place.inSession()) {
            return;
        }
        var session = stream.session(place.session());
        var track = session.track(place.track());
        MediaRules.check(findings, track, upload);
        switch (kind) {
            case DASH -> DashRules.media(findings, session, track, place);
            case HLS -> HlsRules.media(findings, session, track, upload);
            case CMAF_INGEST ->
                findings.warnIf(
                        place.kind() == MatterPath.Kind.SEGMENT && !track.hasInit(),
                        "the segment came before the init segment of its track");
        }
    }
}
