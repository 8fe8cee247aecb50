package org.tcserver.pushav;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.tcserver.pushav.ingest.PushStream;
import org.tcserver.pushav.ingest.StoredFile;
import org.tcserver.pushav.ingest.StreamView;
import org.tcserver.pushav.ingest.UploadPath;
import org.tcserver.pushav.ingest.UploadedFile;

/** The page of one file: its verdict, a player and the probe's output; or the page of a client certificate. */
final class FilePage {
    private static final int NEIGHBOURS = 50;
    private static final int MAX_TEXT_BYTES = 256 * 1024;
    private static final String CERTIFICATE = ".crt";

    private FilePage() {}

    /** Returns the URL of a file's page. */
    static String url(StreamView view, List<String> elements) {
        return "/ui/streams/" + view.settings().id() + "/" + Html.url(elements);
    }

    static Html of(PushStream stream, List<String> elements) throws IOException, Problem {
        var last = elements.getLast();
        return last.endsWith(CERTIFICATE) ? certificate(stream, elements) : file(stream, elements);
    }

    private static Html certificate(PushStream stream, List<String> elements) throws IOException, Problem {
        var named = new ArrayList<>(elements);
        var name = named.removeLast();
        named.add(name.substring(0, name.length() - CERTIFICATE.length()));
        var path = StreamEndpoint.uploadPath(named);
        var stored = stream.findCertificate(path);
        if (stored == null) {
            throw Problem.notFound("certificate");
        }
        return new Html("Client certificate of " + path).pre(Files.readString(stored.file()));
    }

    private static Html file(PushStream stream, List<String> elements) throws IOException, Problem {
        var path = StreamEndpoint.uploadPath(elements);
        var view = stream.view();
        int index = index(view.files(), path);
        var stored = stream.find(path);
        if (index < 0 && stored == null) {
            throw Problem.notFound("file");
        }
        var html = new Html(path.text());
        html.markup("<p>")
                .link(
                        "/ui/streams/" + view.settings().id(),
                        "Stream " + view.settings().id());
        html.markup(" <a href=\"/streams/" + view.settings().id() + "/")
                .text(Html.url(elements))
                .markup("\">download</a></p>\n<div class=\"columns\">\n");
        neighbours(html, view, Math.max(0, index));
        html.markup("<article>\n");
        if (index >= 0) {
            verdict(html, view.files().get(index));
        }
        if (stored != null && !stored.refused()) {
            var base = "/streams/" + view.settings().id();
            StreamPage.deletion(html, base + "/" + Html.url(elements), "/ui" + base, "Delete this file");
        }
        if (stored != null) {
            content(html, view, path, stored);
        }
        return html.markup("</article>\n</div>\n");
    }

    private static int index(List<UploadedFile> files, UploadPath path) {
        for (int i = 0; i < files.size(); i++) {
            if (files.get(i).path().equals(path)) {
                return i;
            }
        }
        return -1;
    }

    private static void neighbours(Html html, StreamView view, int index) {
        var files = view.files();
        int from = Math.max(0, Math.min(index - NEIGHBOURS / 2, files.size() - NEIGHBOURS));
        html.markup("<aside><ul>\n");
        for (var file : files.subList(from, Math.min(files.size(), from + NEIGHBOURS))) {
            html.markup("<li>")
                    .link(url(view, file.path().elements()), file.path().text())
                    .markup("</li>\n");
        }
        html.markup("</ul></aside>\n");
    }

    private static void verdict(Html html, UploadedFile file) {
        html.markup("<table>")
                .row("verdict", StreamPage.verdict(file))
                .markup("<tr><th>uploaded</th><td>")
                .time(file.latest().at())
                .markup("</td></tr>\n<tr><th>bytes</th>")
                .cell(file.latest().bytes())
                .markup("</tr></table>\n")
                .list("error", file.latest().reasons())
                .list("warning", file.latest().warnings());
        if (!file.history().isEmpty()) {
            html.heading("Earlier uploads").markup("<ul>");
            for (var former : file.history()) {
                var kept = former.kept() == null ? "" : ", kept as " + former.kept();
                html.markup("<li>")
                        .time(former.at())
                        .text(" " + former.verdict().toString().replace('_', ' ') + kept)
                        .list("error", former.reasons())
                        .markup("</li>\n");
            }
            html.markup("</ul>\n");
        }
    }

    private static void content(Html html, StreamView view, UploadPath path, StoredFile stored) throws IOException {
        switch (path.extension()) {
            case "mpd", "m3u8" -> html.pre(beginning(stored));
            default -> media(html, view, path, stored);
        }
    }

    private static String beginning(StoredFile stored) throws IOException {
        try (var in = Files.newInputStream(stored.file())) {
            return new String(in.readNBytes(MAX_TEXT_BYTES), UTF_8);
        }
    }

    private static void media(Html html, StreamView view, UploadPath path, StoredFile stored) throws IOException {
        var base = "/streams/" + view.settings().id() + "/";
        var init = path.extension().equals("m4s") ? PlayerPage.initOf(view, path) : null;
        if (init != null) {
            PlayerPage.fragments(html, base + Html.url(init.elements()), base + Html.url(path.elements()));
        } else if (!path.extension().equals("init")) {
            html.markup("<video controls muted src=\"")
                    .text(base + Html.url(path.elements()))
                    .markup("\"></video>\n");
        }
        html.heading("Probe");
        try {
            html.pre(new String(ProbeEndpoint.builtIn(stored, path.text()), UTF_8));
        } catch (Problem problem) {
            html.markup("<p class=\"error\">")
                    .text(String.valueOf(problem.getMessage()))
                    .markup("</p>\n");
        }
    }
}
