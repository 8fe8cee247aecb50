package org.tcserver.http;

import static java.util.Locale.ROOT;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host and optional port, as in a Host header (RFC 9110 §7.2). Immutable.
 *
 * @param name in lower case, without a trailing dot; an IPv6 address in brackets
 * @param port -1 if there is none
 */
public record HostPort(String name, int port) {
    private static final int MAX_CHARS = 262;
    private static final int MAX_PORT = 65_535;
    private static final String LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]*:[0-9a-f:.]*(?:%[0-9a-z._~%-]+)?]");
    private static final Pattern TEXT = Pattern.compile("(\\[[^]]*]|[^:]+?)\\.?(?::([0-9]{1,5}))?");

    /** Reads {@code host} or {@code host:port}; returns empty for other texts. */
    public static Optional<HostPort> of(String text) {
        var parts = TEXT.matcher(text.toLowerCase(ROOT));
        if (text.length() > MAX_CHARS || !parts.matches()) {
            return Optional.empty();
        }
        var name = parts.group(1);
        int port = parts.group(2) == null ? -1 : Integer.parseInt(parts.group(2));
        boolean good = name.startsWith("[")
                ? IPV6.matcher(name).matches()
                : NAME.matcher(name).matches();
        return good && port <= MAX_PORT ? Optional.of(new HostPort(name, port)) : Optional.empty();
    }

    /**
     * Returns whether the destination does not depend on DNS: an address, or a name without a dot, such as {@code
     * localhost}.
     */
    boolean isFixed() {
        return isAddress() || name.indexOf('.') < 0;
    }

    /** Returns whether this is an IPv4 or IPv6 address. */
    private boolean isAddress() {
        return name.startsWith("[") || IPV4.matcher(name).matches();
    }

    /** Returns whether this is the local machine. */
    boolean isLocal() {
        return name.equals("localhost") || name.equals("[::1]") || (name.startsWith("127.") && isAddress());
    }

    @Override
    public String toString() {
        return port < 0 ? name : name + ":" + port;
    }
}
