package org.tcserver.pushav.ingest;

import java.util.List;

/** Rules for MPDs, and for media segments of DASH-ingested streams. */
final class DashRules {
    private DashRules() {}

    static void manifest(Findings findings, IngestInterface kind, StreamState stream, Candidate upload) {
        findings.errorIf(kind == IngestInterface.HLS, "an MPD is not supported by the interface " + kind);
        if (upload.facts() instanceof Facts.Unreadable unreadable) {
            findings.error(unreadable.why());
        }
        if (!(upload.facts() instanceof Facts.Mpd mpd)) {
            return;
        }
        findings.errorIf(
                !mpd.isDynamic() && !mpd.isStatic(), "the MPD's type is '" + mpd.type() + "', not dynamic or static");
        mpd.oddities().forEach(findings::warn);
        if (upload.place().inSession() && kind == IngestInterface.DASH) {
            order(findings, stream.session(upload.place().session()), mpd);
        }
    }

    private static void order(Findings findings, SessionState session, Facts.Mpd mpd) {
        if (mpd.isDynamic()) {
            findings.errorIf(session.hasSegments(), "a dynamic MPD must come before the segments of its session");
            findings.errorIf(session.complete(), complete(session));
            findings.errorIf(!mpd.segmentTemplate(), "the MPD does not use SegmentTemplate");
        }
        if (mpd.isStatic()) {
            findings.errorIf(!session.hasDynamicMpd(), "the first MPD of a session must be dynamic");
            findings.errorIf(!session.hasSegments(), "a static MPD must come after the segments of its session");
            findings.warnIf(session.complete(), complete(session));
            templates(findings, session, mpd.mediaTemplates());
            session.tracks().values().forEach(track -> MediaRules.end(findings, track));
        }
    }

    static String complete(SessionState session) {
        return "session " + session.id() + " is already complete";
    }

    static void media(Findings findings, SessionState session, TrackState track, MatterPath place) {
        findings.errorIf(
                !session.hasManifest(), "the MPD of session " + session.id() + " must come before its segments");
        findings.errorIf(session.complete(), complete(session));
        if (place.kind() == MatterPath.Kind.INIT) {
            findings.errorIf(track.hasSegments(), "the init segment must come before the segments of its track");
            findings.errorIf(
                    track.hasInit() && !track.hasSegments(), "the track '" + track.name() + "' has its init segment");
        } else {
            findings.errorIf(!track.hasInit(), "the init segment of the track '" + track.name() + "' must come first");
        }
    }

    /** Warns if segments have names that no template of the MPD produces. */
    private static void templates(Findings findings, SessionState session, List<String> media) {
        if (media.isEmpty() || media.size() >= MpdReader.MAX_TEMPLATES) {
            return;
        }
        var templates = media.stream().map(MediaTemplate::of).toList();
        var strays = session.segments().keySet().stream()
                .filter(path -> path.endsWith(".m4s"))
                .map(path -> path.substring(path.indexOf('/') + 1))
                .filter(path -> templates.stream().noneMatch(template -> template.names(path, number(path))))
                .toList();
        findings.warnIf(
                !strays.isEmpty(),
                strays.size() + " uploaded segments are not named as a SegmentTemplate of the MPD says"
                        + (strays.isEmpty() ? "" : ", first " + strays.getFirst()));
    }

    private static long number(String segment) {
        return Long.parseLong(segment.substring(segment.lastIndexOf('_') + 1, segment.lastIndexOf('.')));
    }
}
