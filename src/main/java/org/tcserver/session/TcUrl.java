package org.tcserver.session;

import java.util.regex.Pattern;

/**
 * The parts of a {@code tcUrl} that matter. Immutable.
 *
 * @param path without the slash in front, not decoded
 * @param query what follows the first {@code ?}, perhaps nothing
 */
record TcUrl(String path, String query) {
    /** RFC 3986 appendix B: scheme, authority, path, query, fragment. */
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
