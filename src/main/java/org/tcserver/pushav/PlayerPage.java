package org.tcserver.pushav;

import org.jspecify.annotations.Nullable;
import org.tcserver.pushav.ingest.PushStream;
import org.tcserver.pushav.ingest.StreamView;
import org.tcserver.pushav.ingest.UploadPath;
import org.tcserver.pushav.ingest.UploadedFile;

/**
 * Pages with a player that feeds fragments to the browser's media source. The script reads the source from the
 * element's data attributes.
 */
final class PlayerPage {
    private static final String SCRIPT =
            "<p id=\"player-state\"></p>\n<script src=\"/static/player.js\" defer></script>\n";

    private PlayerPage() {}

    /** Returns a player for a whole session; it continues while the session grows. */
    static Html session(PushStream stream, String session) throws Problem {
        var view = stream.view();
        if (view.sessions().stream().noneMatch(one -> Long.toString(one.id()).equals(session))) {
            throw Problem.notFound("session");
        }
        var id = view.settings().id();
        var html = new Html("Session " + session + " of stream " + id);
        return html.markup("<p>")
                .link("/ui/streams/" + id, "Stream " + id)
                .markup("</p>\n<video id=\"player\" controls autoplay muted data-base=\"/streams/" + id + "/\"")
                .markup(" data-session=\"/streams/" + id + "?part=session&amp;session=")
                .text(session)
                .markup("\"></video>\n")
                .markup(SCRIPT);
    }

    /** Appends a player for one media segment and its init segment. */
    static void fragments(Html html, String init, String segment) {
        html.markup("<video id=\"player\" controls muted data-init=\"")
                .text(init)
                .markup("\" data-segment=\"")
                .text(segment)
                .markup("\"></video>\n")
                .markup(SCRIPT);
    }

    /** Returns the init segment in the folder of a media segment, or null. */
    static @Nullable UploadPath initOf(StreamView view, UploadPath segment) {
        var folder = segment.elements().subList(0, segment.elements().size() - 1);
        return view.files().stream()
                .map(UploadedFile::path)
                .filter(path -> path.extension().equals("init"))
                .filter(path ->
                        path.elements().subList(0, path.elements().size() - 1).equals(folder))
                .findFirst()
                .orElse(null);
    }
}
