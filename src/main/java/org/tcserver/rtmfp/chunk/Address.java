package org.tcserver.rtmfp.chunk;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * An Internet socket address and its origin (RFC 7016 §2.1.5). Immutable. As everywhere in Java, an IPv4 address mapped
 * into IPv6 is an IPv4 address.
 *
 * @param endpoint resolved
 */
public record Address(InetSocketAddress endpoint, AddressOrigin origin) {
    private static final int INET6 = 0x80;
    private static final int INET4_LENGTH = 4;
    private static final int INET6_LENGTH = 16;

    public Address {
        if (endpoint.isUnresolved()) {
            throw new IllegalArgumentException("unresolved " + endpoint);
        }
    }

    public static Address read(ByteReader in) throws MalformedException {
        int flags = in.u8("address flags");
        var octets = in.bytes((flags & INET6) == 0 ? INET4_LENGTH : INET6_LENGTH, "IP address");
        int port = in.u16("port");
        return new Address(new InetSocketAddress(inetAddress(octets), port), AddressOrigin.of(flags));
    }

    public int length() {
        return 1 + (isInet6() ? INET6_LENGTH : INET4_LENGTH) + 2;
    }

    public void write(ByteWriter out) {
        out.u8((isInet6() ? INET6 : 0) | origin.number());
        out.bytes(Bytes.wrap(endpoint.getAddress().getAddress()));
        out.u16(endpoint.getPort());
    }

    private boolean isInet6() {
        return endpoint.getAddress() instanceof Inet6Address;
    }

    private static InetAddress inetAddress(Bytes octets) {
        try {
            return InetAddress.getByAddress(octets.toArray());
        } catch (UnknownHostException e) {
            throw new AssertionError("thrown for lengths other than 4 and 16 only", e);
        }
    }
}
