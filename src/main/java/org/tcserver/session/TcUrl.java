package org.tcserver.session;

import java.util.regex.Pattern;

/**
 * The relevant parts of a {@code tcUrl}. Immutable.
 *
 * @param path without its leading slash, not decoded
 * @param query the part after the first {@code ?}, perhaps empty
 */
record TcUrl(String path, String query) {
    /** The parts of RFC 3986 appendix B: scheme, authority, path, query, fragment. */
    private static final Pattern PARTS =
            Pattern.compile("(?:[^:/?#]++:)?(?://[^/?#]*+)?/?([^?#]*+)(?:\\?([^#]*+))?.*", Pattern.DOTALL);

    static TcUrl parse(String text) {
        var parts = PARTS.matcher(text);
        if (!parts.matches()) {
            return new TcUrl("", "");
        }
        var query = parts.group(2);
        return new TcUrl(parts.group(1), query == null ? "" : query);
    }
}
