package org.tcserver.http;

import static java.util.Locale.ROOT;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The origin of a web page (RFC 6454 §6.2). Immutable.
 *
 * @param scheme in lower case
 * @param host with the port, except for the scheme's default port
 */
public record WebOrigin(String scheme, HostPort host) {
    private static final Pattern TEXT = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]{0,31})://([^/?#@]+)");
    private static final Map<String, Integer> USUAL_PORTS = Map.of("http", 80, "https", 443);

    public WebOrigin {
        if (USUAL_PORTS.getOrDefault(scheme, -1) == host.port()) {
            host = new HostPort(host.name(), -1);
        }
    }

    /**
     * Reads {@code scheme://host} or {@code scheme://host:port}; returns empty for other texts, such as {@code null}.
     */
    public static Optional<WebOrigin> of(String text) {
        var parts = TEXT.matcher(text);
        return parts.matches()
                ? HostPort.of(parts.group(2))
                        .map(host -> new WebOrigin(parts.group(1).toLowerCase(ROOT), host))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return scheme + "://" + host;
    }
}
