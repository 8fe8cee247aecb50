package org.tcserver.pushav;

import java.io.IOException;
import java.util.Map;

/** Selects the endpoint for a request by its first path element. Immutable. */
final class Router implements Endpoint {
    private final Map<String, Endpoint> endpoints;

    Router(Map<String, Endpoint> endpoints) {
        this.endpoints = Map.copyOf(endpoints);
    }

    @Override
    public void answer(Call call) throws IOException, Problem {
        if (call.path().isEmpty()) {
            call.redirect("/ui/streams");
            return;
        }
        var endpoint = endpoints.get(call.path().getFirst());
        if (endpoint == null) {
            throw Problem.notFound("resource");
        }
        endpoint.answer(call);
    }

    /** Throws unless {@code allow}, a comma-separated list, contains the method. GET implies HEAD. */
    static void require(Call call, String allow) throws Problem {
        var method = call.isHead() ? "GET" : call.method();
        if (!java.util.List.of(allow.split(", ")).contains(method)) {
            throw Problem.method(allow.replace("GET", "GET, HEAD"));
        }
    }
}
