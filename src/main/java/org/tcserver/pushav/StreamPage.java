package org.tcserver.pushav;

import java.util.List;
import org.tcserver.pushav.ingest.PushStream;
import org.tcserver.pushav.ingest.StreamView;
import org.tcserver.pushav.ingest.UploadedFile;

/** The page of one stream: its settings, sessions, errors, uploads in progress and all files. */
final class StreamPage {
    private static final int MAX_ERRORS = 100;

    private StreamPage() {}

    static Html of(Call call, PushStream stream) {
        var view = stream.view();
        var html = new Html("Stream " + view.settings().id());
        html.markup("<table>")
                .row("interface", view.settings().ingestInterface().toString())
                .row("strict mode", view.settings().strict() ? "yes" : "no")
                .row("track name", view.trackNames().isEmpty() ? "any" : String.join(", ", view.trackNames()))
                .markup("</table>\n");
        deletion(html, "/streams/" + view.settings().id(), "/ui/streams", "Delete this stream with all its files");
        sessions(html, view);
        progress(html, view);
        errors(html, view);
        files(call, html, view);
        return html;
    }

    /** Appends a button that deletes {@code url} and then opens the page {@code next}. */
    static void deletion(Html html, String url, String next, String label) {
        html.markup("<p><button id=\"delete\" data-url=\"")
                .text(url)
                .markup("\" data-next=\"")
                .text(next)
                .markup("\">")
                .text(label)
                .markup("</button></p>\n<script src=\"/static/delete.js\" defer></script>\n");
    }

    private static void sessions(Html html, StreamView view) {
        if (view.sessions().isEmpty()) {
            return;
        }
        html.heading("Sessions");
        html.markup(
                "<table id=\"sessions\" class=\"wide\"><tr><th>session</th><th>state</th><th>tracks</th><th></th></tr>\n");
        for (var session : view.sessions()) {
            html.markup("<tr>")
                    .cell("session " + session.id())
                    .cell(session.complete() ? "complete" : "open")
                    .cell(tracks(session))
                    .markup("<td>")
                    .link("/ui/player/" + view.settings().id() + "/" + session.id(), "play")
                    .markup("</td></tr>\n");
        }
        html.markup("</table>\n");
    }

    private static String tracks(StreamView.Session session) {
        return String.join(
                "; ",
                session.tracks().stream()
                        .map(track -> track.name() + ": " + Html.count(track.segmentCount(), "segment")
                                + (session.complete()
                                        ? ""
                                        : ", " + track.state().replace('_', ' ')))
                        .toList());
    }

    /** Appends a section that the script fills once per second. */
    private static void progress(Html html, StreamView view) {
        html.markup("<section id=\"progress\" data-stream=\"" + view.settings().id() + "\">\n")
                .markup("</section>\n<script src=\"/static/progress.js\" defer></script>\n");
    }

    private static void errors(Html html, StreamView view) {
        var wrong = view.files().stream().filter(file -> !file.valid()).toList();
        if (wrong.isEmpty()) {
            return;
        }
        html.heading("Errors");
        html.markup("<ul id=\"errors\">\n");
        for (var file : wrong.subList(Math.max(0, wrong.size() - MAX_ERRORS), wrong.size())) {
            html.markup("<li>")
                    .link(
                            FilePage.url(view, file.path().elements()),
                            file.path().text())
                    .list("error", file.latest().reasons())
                    .markup("</li>\n");
        }
        html.markup("</ul>\n");
        if (wrong.size() > MAX_ERRORS) {
            html.markup("<p>")
                    .text("These are the last " + MAX_ERRORS + " of " + wrong.size()
                            + "; the list of files below has all.")
                    .markup("</p>\n");
        }
    }

    private static void files(Call call, Html html, StreamView view) {
        var asked = call.query("filter");
        var filter = asked == null ? "" : asked;
        var files = view.files().stream()
                .filter(file -> file.path().text().contains(filter))
                .toList();
        var paging = Paging.of(call, files.size());
        var base = "/ui/streams/" + view.settings().id();
        html.heading("Files")
                .markup("<form action=\"" + base + "\"><input name=\"filter\" placeholder=\"part of a path\" value=\"")
                .text(filter)
                .markup("\"> <button>filter</button></form>\n");
        paging.links(html, base + "?filter=" + Html.url(List.of(filter)) + "&page=");
        html.markup(
                "<table id=\"files\" class=\"wide\"><tr><th>path</th><th>bytes</th><th>uploaded</th><th>verdict</th>"
                        + "<th>client</th></tr>\n");
        paging.rows(files).forEach(file -> row(html, view, file));
        html.markup("</table>\n");
    }

    private static void row(Html html, StreamView view, UploadedFile file) {
        var latest = file.latest();
        html.markup("<tr><td>")
                .link(FilePage.url(view, file.path().elements()), file.path().text())
                .markup("</td>")
                .cell(latest.bytes())
                .markup("<td>")
                .time(latest.at())
                .markup("</td>")
                .markup(file.valid() ? "<td>" : "<td class=\"error\">")
                .text(verdict(file))
                .markup(
                        latest.warnings().isEmpty()
                                ? ""
                                : ", " + Html.count(latest.warnings().size(), "warning"))
                .markup("</td><td>");
        if (latest.subject() == null) {
            html.text("no certificate");
        } else {
            html.link(FilePage.url(view, file.path().elements()) + ".crt", latest.subject());
        }
        html.markup("</td></tr>\n");
    }

    static String verdict(UploadedFile file) {
        return switch (file.latest().verdict()) {
            case ACCEPTED -> file.valid() ? "valid" : "accepted with errors";
            case REFUSED -> "refused";
            case CUT_OFF -> "cut off";
        };
    }
}
