package org.tcserver.pushav;

import java.io.IOException;
import java.util.List;
import org.tcserver.pushav.ingest.PushStream;
import org.tcserver.pushav.ingest.Streams;

/** Serves {@code /ui} and all paths below it: pages for people. Thread-safe. */
final class PageEndpoint implements Endpoint {
    private final Streams streams;
    private final CertificatePages certificates;

    PageEndpoint(Streams streams, CertificateShelf shelf) {
        this.streams = streams;
        this.certificates = new CertificatePages(shelf);
    }

    /** Sends a page; errors are pages too. */
    @Override
    public void answer(Call call) throws IOException, Problem {
        Router.require(call, "GET");
        try {
            page(call);
        } catch (Problem problem) {
            new Html("Error " + problem.status())
                    .markup("<p class=\"error\">")
                    .text(String.valueOf(problem.getMessage()))
                    .markup("</p>\n")
                    .send(call, problem.status());
        }
    }

    private void page(Call call) throws IOException, Problem {
        var path = call.path();
        switch (path.size() < 2 ? "" : path.get(1)) {
            case "streams" -> streamPage(call, path);
            case "player" -> {
                if (path.size() != 4) {
                    throw Problem.notFound("page");
                }
                PlayerPage.session(StreamEndpoint.find(streams, path.get(2)), path.get(3))
                        .send(call);
            }
            case "certificates" -> certificates.answer(call);
            case "" -> call.redirect("/ui/streams");
            default -> throw Problem.notFound("page");
        }
    }

    private void streamPage(Call call, List<String> path) throws IOException, Problem {
        if (path.size() == 2) {
            list(call).send(call);
            return;
        }
        var stream = StreamEndpoint.find(streams, path.get(2));
        if (path.size() == 3) {
            StreamPage.of(call, stream).send(call);
        } else {
            FilePage.of(stream, call.pathFrom(3)).send(call);
        }
    }

    private Html list(Call call) {
        var all = streams.list();
        var paging = Paging.of(call, all.size());
        var html = new Html("Streams");
        if (all.isEmpty()) {
            return html.markup("<p>There are none yet: POST /streams makes one.</p>\n");
        }
        paging.links(html, "/ui/streams?page=");
        html.markup(
                "<table id=\"streams\" class=\"wide\"><tr><th>stream</th><th>interface</th><th>strict</th><th>sessions</th>"
                        + "<th>files</th><th>with errors</th><th>in progress</th></tr>\n");
        paging.rows(all).stream().map(PushStream::summary).forEach(summary -> row(html, summary));
        return html.markup("</table>\n");
    }

    private static void row(Html html, PushStream.Summary summary) {
        long id = summary.settings().id();
        html.markup("<tr><td>")
                .link("/ui/streams/" + id, "Stream " + id)
                .markup("</td>")
                .cell(summary.settings().ingestInterface().toString())
                .cell(summary.settings().strict() ? "yes" : "no")
                .cell(summary.sessions())
                .cell(summary.files())
                .markup(summary.errors() > 0 ? "<td class=\"number error\">" : "<td class=\"number\">")
                .text(Long.toString(summary.errors()))
                .markup("</td>")
                .cell(summary.inProgress())
                .markup("</tr>\n");
    }
}
