package org.tcserver.pushav.ingest;

import org.tcserver.isobmff.MediaSummary.Kind;

/**
 * Rules for the content of init and media segments. They only give warnings: the server refuses no media because of its
 * content.
 */
final class MediaRules {
    private static final double MIN_SEGMENT_SECONDS = 0.5;
    private static final double MAX_SEGMENT_SECONDS = 65.5;

    private MediaRules() {}

    static void check(Findings findings, TrackState track, Candidate upload) {
        if (!(upload.facts() instanceof Facts.Media media)) {
            return;
        }
        if (upload.place().kind() == MatterPath.Kind.INIT) {
            findings.warnIf(media.kind() != Kind.INIT_SEGMENT, "the init segment is not just ftyp and moov boxes");
        } else if (media.kind() == null || media.kind() == Kind.OTHER) {
            findings.warn("the media segment has no moof and mdat boxes that can be read");
        } else {
            segment(findings, media);
            follows(findings, track, media);
        }
    }

    private static void segment(Findings findings, Facts.Media media) {
        findings.warnIf(media.kind() != Kind.MEDIA_SEGMENT, "the media segment holds a moov box");
        findings.warnIf(!media.timed(), "the media segment has no producer reference time (prft)");
        findings.warnIf(!media.sequence().rising(), "the fragment numbers of the media segment do not rise");
        if (media.seconds() >= 0) {
            duration(findings, media.seconds());
        }
    }

    static void duration(Findings findings, double seconds) {
        findings.warnIf(
                seconds < MIN_SEGMENT_SECONDS || seconds > MAX_SEGMENT_SECONDS,
                "the segment's duration is not within 0.5 to 65.5 seconds");
    }

    private static void follows(Findings findings, TrackState track, Facts.Media media) {
        var before = track.lastMedia();
        if (before == null) {
            return;
        }
        findings.warnIf(
                media.sequence().first() <= before.sequence().last(),
                "fragment " + media.sequence().first() + " came after fragment "
                        + before.sequence().last());
        findings.warnIf(
                media.start() >= 0 && before.end() >= 0 && media.start() != before.end(),
                "the media segment begins at decode time " + media.start() + ", but the one before ended at "
                        + before.end());
    }

    /** Warns at the end of a session if the source did not mark its last segment. */
    static void end(Findings findings, TrackState track) {
        var last = track.lastMedia();
        findings.warnIf(
                last != null && !last.last(),
                "the last segment of the track '" + track.name() + "' does not have the brand lmsg");
    }
}
