package org.tcserver.pushav;

import java.io.IOException;
import java.util.Map;

/** Serves {@code /static}: scripts and styles for the pages, from the jar. Thread-safe. */
final class StaticEndpoint implements Endpoint {
    private static final Map<String, String> TYPES = Map.of(
            "styles.css", "text/css; charset=utf-8",
            "delete.js", "text/javascript; charset=utf-8",
            "player.js", "text/javascript; charset=utf-8",
            "progress.js", "text/javascript; charset=utf-8");

    @Override
    public void answer(Call call) throws IOException, Problem {
        Router.require(call, "GET");
        var name = call.path().size() == 2 ? call.path().get(1) : "";
        var type = TYPES.get(name);
        if (type == null) {
            throw Problem.notFound("file");
        }
        try (var in = StaticEndpoint.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + name);
            }
            call.responseHeader("Cache-Control", "max-age=60");
            call.answer(200, type, in.readAllBytes());
        }
    }
}
