package org.tcserver.status;

import org.jspecify.annotations.Nullable;
import org.tcserver.http.HttpAnswer;
import org.tcserver.http.HttpRequest;
import org.tcserver.metrics.Exposition;
import org.tcserver.wire.Bytes;

/** Responds to GET and HEAD requests. Thread-safe. */
final class StatusPages {
    private static final String API = "/api/";
    private static final String HEADERS =
            "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nContent-Type: ";

    private static final String FOREIGN_HOST =
            "This host may not be the server. Ask by an address or localhost, or name the host with --public-name.";

    private final StatusSource source;

    StatusPages(StatusSource source) {
        this.source = source;
    }

    /** Returns the response to a request from the address {@code client}. */
    HttpAnswer answer(HttpRequest request, String client) {
        var path = request.path();
        return switch (path) {
            case "/metrics" -> metrics();
            case "/healthz" -> verdict("ok", unhealthy());
            case "/readyz" -> verdict("ready", source.unready().get());
            default -> path.startsWith(API) ? list(request, path, client) : notFound();
        };
    }

    private HttpAnswer metrics() {
        var exposition = new Exposition();
        source.metrics().accept(exposition);
        return ok(Exposition.CONTENT_TYPE, Bytes.ofUtf8(exposition.toString()));
    }

    private HttpAnswer list(HttpRequest request, String path, String client) {
        var name = path.substring(API.length());
        var listing = source.listings().get(name);
        if (listing == null) {
            return notFound();
        }
        if (!source.hosts().allows(request)) {
            source.hosts().refused().accept(client);
            return HttpAnswer.text("403 Forbidden", FOREIGN_HOST);
        }
        try {
            return ok("application/json", ListingPage.of(request.query()).toJson(path, name, listing));
        } catch (IllegalArgumentException e) {
            return HttpAnswer.text("400 Bad Request", String.valueOf(e.getMessage()));
        }
    }

    private @Nullable String unhealthy() {
        try {
            return source.health().check();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private static HttpAnswer verdict(String good, @Nullable String bad) {
        return bad == null
                ? ok("text/plain; charset=utf-8", Bytes.ofUtf8(good + "\n"))
                : HttpAnswer.text("503 Service Unavailable", bad);
    }

    private static HttpAnswer ok(String type, Bytes body) {
        return new HttpAnswer("200 OK", HEADERS + type + "\r\n", body);
    }

    private static HttpAnswer notFound() {
        return HttpAnswer.text("404 Not Found", "There is nothing here.");
    }
}
