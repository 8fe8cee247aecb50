package org.tcserver.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;
import org.tcserver.wire.MalformedException;

/** Version 1 of the PROXY protocol (§2.1): a line of ASCII. Stateless. */
final class TextProxyHeader {
    /** Length of {@code PROXY UNKNOWN} with CR and LF. */
    static final int MIN_BYTES = 15;
    /** Maximum length of a line, with two full IPv6 addresses and ports. */
    static final int MAX_BYTES = 107;

    private static final Pattern UNKNOWN = Pattern.compile("PROXY UNKNOWN(?: .*)?", Pattern.DOTALL);
    private static final Pattern KNOWN = Pattern.compile("PROXY TCP([46]) ([^ ]+) ([^ ]+) ([0-9]+) ([0-9]+)");
    private static final Pattern PORT = Pattern.compile("0|[1-9][0-9]{0,4}");
    private static final int MAX_PORT = 0xffff;

    private TextProxyHeader() {}

    /** Reads {@code line}, which has no CR LF. */
    static ProxyHeader read(String line) throws MalformedException {
        if (UNKNOWN.matcher(line).matches()) {
            return new ProxyHeader(null);
        }
        var parts = KNOWN.matcher(line);
        if (!parts.matches()) {
            throw new MalformedException("a malformed PROXY line");
        }
        boolean isIpv6 = parts.group(1).equals("6");
        var source = new InetSocketAddress(address(parts.group(2), isIpv6), port(parts.group(4)));
        address(parts.group(3), isIpv6);
        port(parts.group(5));
        return new ProxyHeader(source);
    }

    private static InetAddress address(String text, boolean isIpv6) throws MalformedException {
        var address = text.contains(":") == isIpv6 ? Addresses.parse(text) : null;
        if (address == null) {
            throw new MalformedException("a malformed address in the PROXY line");
        }
        return address;
    }

    private static int port(String text) throws MalformedException {
        int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : -1;
        if (port < 0 || port > MAX_PORT) {
            throw new MalformedException("a malformed port in the PROXY line");
        }
        return port;
    }
}
