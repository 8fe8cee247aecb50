package org.tcserver.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The headers by which a browser tells from which page a request comes. Immutable.
 *
 * @param origins the values of Origin (Fetch §3.2); programs other than browsers send none
 * @param fetchSite the value of Sec-Fetch-Site (Fetch Metadata §2.4), empty if there is none
 * @param host the host that the client asked for; empty if it is none
 */
public record PageHeaders(List<String> origins, String fetchSite, Optional<HostPort> host) {
    public PageHeaders {
        origins = List.copyOf(origins);
    }

    /** Takes them from a request; {@code headers} gives all values of a header, by its name in lower case. */
    public static PageHeaders of(Function<String, List<String>> headers) {
        return new PageHeaders(
                headers.apply("origin"),
                String.join(",", headers.apply("sec-fetch-site")),
                HostPort.of(String.join(",", headers.apply("host"))));
    }

    /** The origin; empty if there is none, several, or one that has no name. */
    public Optional<WebOrigin> origin() {
        return origins.size() == 1 ? WebOrigin.of(origins.getFirst()) : Optional.empty();
    }

    /** The page as a message may name it: text of a client only if it is in order. */
    public String sender() {
        return "a page of "
                + origin().map(WebOrigin::toString).orElse(origins.isEmpty() ? "another site" : "an unnamed origin");
    }
}
