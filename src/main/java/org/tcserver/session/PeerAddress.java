package org.tcserver.session;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parser of the addresses that a client reports: an IPv4 or bracketed IPv6 literal, a colon, a port (RFC 7425
 * §5.3.3). Stateless.
 */
final class PeerAddress {
    private static final int MAX_PORT = 65_535;
    private static final Pattern IPV4 = Pattern.compile("((?:\\d{1,3}\\.){3}\\d{1,3}):(\\d{1,5})");
    private static final Pattern IPV6 = Pattern.compile("(\\[[0-9a-fA-F:.]{2,45}]):(\\d{1,5})");

    private PeerAddress() {}

    /** Returns the address, or null if {@code text} is not one. Never performs a name look-up. */
    static @Nullable InetSocketAddress parse(String text) {
        for (var form : new Pattern[] {IPV4, IPV6}) {
            var parts = form.matcher(text);
            if (parts.matches()) {
                return address(parts.group(1), Integer.parseInt(parts.group(2)));
            }
        }
        return null;
    }

    private static @Nullable InetSocketAddress address(String literal, int port) {
        if (port < 1 || port > MAX_PORT || !hasValidOctets(literal)) {
            return null;
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(literal), port);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** Checks the octets of an IPv4 address. The JDK would treat an address with too large an octet as a host name. */
    private static boolean hasValidOctets(String literal) {
        if (literal.startsWith("[")) {
            return true;
        }
        for (var octet : literal.split("\\.", -1)) {
            if (Integer.parseInt(octet) > 255) {
                return false;
            }
        }
        return true;
    }
}
