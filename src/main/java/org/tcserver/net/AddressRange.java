package org.tcserver.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A range of IP addresses with a common prefix, in CIDR notation (RFC 4632 §3.1, RFC 4291 §2.3). Immutable.
 *
 * <p>As everywhere in Java, an IPv4-mapped IPv6 address counts as the IPv4 address that it contains.
 */
public record AddressRange(InetAddress first, int prefixLength) {
    private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final int IPV6_BITS = 128;
    private static final int IPV4_BITS = 32;

    /**
     * Reads {@code 10.0.0.0/8} or {@code 2001:db8::/32}; a single address is a range of one.
     *
     * @throws IllegalArgumentException if {@code text} is not a range; the message gives the reason
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        var literal = slash < 0 ? text : text.substring(0, slash);
        var address = Addresses.parse(literal);
        if (address == null) {
            throw new IllegalArgumentException("not an address or a range like 10.0.0.0/8 or 2001:db8::/32");
        }
        int writtenBits = literal.contains(":") ? IPV6_BITS : IPV4_BITS;
        int written = slash < 0 ? writtenBits : prefixLength(text.substring(slash + 1), writtenBits);
        int length = written - (writtenBits - bits(address));
        if (length < 0) {
            throw new IllegalArgumentException("the prefix of an IPv4-mapped address has 96 to 128 bits");
        }
        var range = new AddressRange(start(address, length), length);
        if (!range.first.equals(address)) {
            throw new IllegalArgumentException("the address has bits after the prefix; use " + range);
        }
        return range;
    }

    private static int prefixLength(String text, int most) {
        int length = LENGTH.matcher(text).matches() ? Integer.parseInt(text) : -1;
        if (length < 0 || length > most) {
            throw new IllegalArgumentException("the prefix length must be 0 to " + most);
        }
        return length;
    }

    private static int bits(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    /** Returns {@code address} with zeros after the prefix. */
    private static InetAddress start(InetAddress address, int prefixLength) {
        var bytes = address.getAddress();
        for (int bit = prefixLength; bit < bytes.length * Byte.SIZE; bit++) {
            bytes[bit / Byte.SIZE] &= (byte) ~(0x80 >> bit % Byte.SIZE);
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    /** Returns whether {@code address} is in this range. A range of one IP version contains no address of the other. */
    public boolean contains(InetAddress address) {
        return bits(address) == bits(first) && start(address, prefixLength).equals(first);
    }

    @Override
    public String toString() {
        return Addresses.format(first) + "/" + prefixLength;
    }
}
