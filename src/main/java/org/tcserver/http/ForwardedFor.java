package org.tcserver.http;

import java.net.InetSocketAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tcserver.net.AddressRanges;
import org.tcserver.net.Addresses;

/** The {@code X-Forwarded-For} header, to which each proxy appends the address of its peer. Stateless. */
public final class ForwardedFor {
    /** Length of an IPv6 address that ends in an IPv4 one, with brackets, colon and port. */
    private static final int MAX_ENTRY_CHARS = 53;

    private static final Pattern WITH_PORT =
            Pattern.compile("([0-9.]+|\\[[0-9A-Fa-f.]*:[0-9A-Fa-f.:]*])(?::([0-9]{1,5}))?");
    private static final int MAX_PORT = 0xffff;

    private ForwardedFor() {}

    /**
     * Returns the client's address, with port 0 if its entry has none. It searches from the right while trusted proxies
     * wrote the entries, because a client can forge all others. An invalid entry ends the search.
     *
     * @param entries the header's value
     * @param sender the address that sent the header
     * @param trusted the proxies whose entries are trusted
     * @return the rightmost address that is not trusted; the leftmost if all are; {@code sender} without entries
     */
    public static InetSocketAddress client(String entries, InetSocketAddress sender, AddressRanges trusted) {
        var client = sender;
        int end = entries.length();
        while (end >= 0 && trusted.contains(client.getAddress())) {
            int comma = entries.lastIndexOf(',', end - 1);
            var entry = entry(entries.substring(comma + 1, end).strip());
            if (entry == null) {
                return client;
            }
            client = entry;
            end = comma;
        }
        return client;
    }

    private static @Nullable InetSocketAddress entry(String text) {
        if (text.length() > MAX_ENTRY_CHARS) {
            return null;
        }
        var parts = WITH_PORT.matcher(text);
        if (!parts.matches()) {
            return at(text, 0);
        }
        var literal = parts.group(1);
        var port = parts.group(2);
        return at(
                literal.startsWith("[") ? literal.substring(1, literal.length() - 1) : literal,
                port == null ? 0 : Integer.parseInt(port));
    }

    private static @Nullable InetSocketAddress at(String literal, int port) {
        var address = Addresses.parse(literal);
        return address == null || port > MAX_PORT ? null : new InetSocketAddress(address, port);
    }
}
