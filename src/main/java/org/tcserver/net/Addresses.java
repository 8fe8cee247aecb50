package org.tcserver.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Formats and parses addresses. Stateless. */
public final class Addresses {
    private static final int GROUPS = 8;
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final String QUAD = OCTET + "(?:\\." + OCTET + "){3}";
    private static final Pattern IPV4 = Pattern.compile(QUAD);
    /** Leaves two checks to the JDK: 8 groups, and at most one double colon. */
    private static final Pattern IPV6 = Pattern.compile("(?:[0-9A-Fa-f]{0,4}:){2,8}(?:[0-9A-Fa-f]{0,4}|" + QUAD + ")");

    private Addresses() {}

    /** Returns {@code 192.0.2.1:1935} or {@code [2001:db8::1]:1935} (RFC 5952), without a scope. */
    public static String format(InetSocketAddress address) {
        var host = format(address.getAddress());
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /** Returns {@code 192.0.2.1} or {@code 2001:db8::1}, without a scope. */
    static String format(InetAddress address) {
        return address instanceof Inet6Address v6 ? format(v6.getAddress()) : address.getHostAddress();
    }

    /**
     * Parses an IPv4 address of four decimal numbers without leading zeros, or an IPv6 address without brackets and
     * scope. Returns null for other texts. Never looks up a name.
     */
    public static @Nullable InetAddress parse(String text) {
        try {
            if (IPV4.matcher(text).matches()) {
                return InetAddress.getByName(text);
            }
            return IPV6.matcher(text).matches() ? InetAddress.getByName("[" + text + "]") : null;
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /**
     * Returns a key for an IPv4 address or an IPv6 network of 64 bits. The keys cannot collide, because no IPv6 network
     * in use starts with 32 zero bits.
     */
    public static long network(InetSocketAddress from) {
        var bytes = ByteBuffer.wrap(from.getAddress().getAddress());
        return from.getAddress() instanceof Inet6Address ? bytes.getLong() : Integer.toUnsignedLong(bytes.getInt());
    }

    private static String format(byte[] address) {
        var groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (address[2 * i] & 0xff) << 8 | (address[2 * i + 1] & 0xff);
        }
        int start = 0;
        int length = 0;
        for (int i = 0; i < GROUPS; i++) {
            int zeros = zerosFrom(i, groups);
            if (zeros > length) {
                start = i;
                length = zeros;
            }
        }
        return length < 2
                ? join(groups, 0, GROUPS)
                : join(groups, 0, start) + "::" + join(groups, start + length, GROUPS);
    }

    private static int zerosFrom(int start, int[] groups) {
        int end = start;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - start;
    }

    private static String join(int[] groups, int start, int end) {
        var text = new StringBuilder();
        for (int i = start; i < end; i++) {
            text.append(i > start ? ":" : "").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
