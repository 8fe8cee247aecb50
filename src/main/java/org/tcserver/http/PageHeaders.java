package org.tcserver.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The headers by which a browser identifies the page that makes a request. Immutable.
 *
 * @param origins the values of Origin (Fetch §3.2); programs other than browsers send none
 * @param fetchSite the value of Sec-Fetch-Site (Fetch Metadata §2.4), or empty
 * @param host the requested host; empty if missing or invalid
 */
public record PageHeaders(List<String> origins, String fetchSite, Optional<HostPort> host) {
    public PageHeaders {
        origins = List.copyOf(origins);
    }

    /** Extracts them from a request; {@code headers} returns all values of a header by its name in lower case. */
    public static PageHeaders of(Function<String, List<String>> headers) {
        return new PageHeaders(
                headers.apply("origin"),
                String.join(",", headers.apply("sec-fetch-site")),
                HostPort.of(String.join(",", headers.apply("host"))));
    }

    /** Returns the origin; empty if there is none, several, or an opaque one. */
    public Optional<WebOrigin> origin() {
        return origins.size() == 1 ? WebOrigin.of(origins.getFirst()) : Optional.empty();
    }

    /** Describes the page for a message; includes client text only if it is a valid origin. */
    public String sender() {
        return "a page of "
                + origin().map(WebOrigin::toString).orElse(origins.isEmpty() ? "another site" : "an unnamed origin");
    }
}
