package org.tcserver.pushav.ingest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The role of an upload by its path in Matter's scheme: {@code session_N/index.mpd}, {@code session_N/index.m3u8},
 * {@code session_N/T/index.m3u8}, {@code session_N/T/T.init} and {@code session_N/T/segment_n.m4s}. Immutable.
 *
 * @param session N, or -1 if the path does not match the scheme
 * @param track T, or null if this form has no track
 * @param segment n, or -1 if it is not a segment
 */
record MatterPath(Kind kind, long session, @Nullable String track, long segment) {
    enum Kind {
        MPD,
        MULTIVARIANT_PLAYLIST,
        MEDIA_PLAYLIST,
        INIT,
        SEGMENT,
        /** A file of one of the four types at a path outside the scheme. */
        MISPLACED,
        /** A file of another type. */
        OTHER
    }

    private static final Pattern SCHEME = Pattern.compile("session_(?<session>[0-9]{1,9})/(?:"
            + "(?<mpd>index\\.mpd)"
            + "|(?<multivariant>index\\.m3u8)"
            + "|(?<track>[^/]+)/(?:"
            + "(?<media>index\\.m3u8)"
            + "|(?<init>[^/]+\\.init)"
            + "|segment_(?<segment>[0-9]{1,18})\\.m4s))");

    static MatterPath of(UploadPath path) {
        var matcher = SCHEME.matcher(path.text());
        if (matcher.matches()) {
            return matched(matcher);
        }
        return switch (path.extension()) {
            case "mpd", "m3u8", "init", "m4s" -> new MatterPath(Kind.MISPLACED, -1, null, -1);
            default -> new MatterPath(Kind.OTHER, -1, null, -1);
        };
    }

    private static MatterPath matched(Matcher matcher) {
        long session = Long.parseLong(matcher.group("session"));
        var track = matcher.group("track");
        if (matcher.group("segment") != null) {
            return new MatterPath(Kind.SEGMENT, session, track, Long.parseLong(matcher.group("segment")));
        }
        return new MatterPath(manifestOrInit(matcher), session, track, -1);
    }

    private static Kind manifestOrInit(Matcher matcher) {
        if (matcher.group("mpd") != null) {
            return Kind.MPD;
        }
        if (matcher.group("multivariant") != null) {
            return Kind.MULTIVARIANT_PLAYLIST;
        }
        return matcher.group("media") != null ? Kind.MEDIA_PLAYLIST : Kind.INIT;
    }

    boolean inSession() {
        return session >= 0;
    }

    /** Returns the track; throws for kinds without one. */
    String trackOrThrow() {
        if (track == null) {
            throw new IllegalStateException(kind + " has no track");
        }
        return track;
    }
}
