package org.tcserver.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.MalformedException;

/**
 * Version 2 of the PROXY protocol (§2.2): a fixed part, addresses, then fields of type, length and value. Stateless.
 */
final class BinaryProxyHeader {
    /** Length of the fixed part: signature, version and command, family and transport, length of the rest. */
    static final int FIXED_BYTES = 16;

    private static final int VERSION_AND_COMMAND = 12;
    private static final int FAMILY_AND_TRANSPORT = 13;
    private static final int LENGTH = 14;

    private static final int VERSION = 2;
    private static final int LOCAL = 0;
    private static final int PROXY = 1;
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;
    private static final int STREAM = 1;
    private static final int DATAGRAM = 2;
    /** Length of the source, destination and ports, for the families none, IPv4, IPv6 and Unix socket. */
    private static final int[] ADDRESS_BYTES = {0, 12, 36, 216};

    private static final int FIELD_HEAD_BYTES = 3;
    private static final int CHECKSUM_TYPE = 3;
    private static final int CHECKSUM_BYTES = 4;

    private BinaryProxyHeader() {}

    /** Returns the length of the header that starts with these {@link #FIXED_BYTES} bytes. */
    static int length(ByteBuffer start) throws MalformedException {
        int version = start.get(VERSION_AND_COMMAND) >> 4 & 0xf;
        if (version != VERSION) {
            throw new MalformedException("version " + version + " of the PROXY protocol");
        }
        if (command(start) > PROXY) {
            throw new MalformedException("PROXY command " + command(start));
        }
        int length = FIXED_BYTES + (start.getShort(LENGTH) & 0xffff);
        if (length > NetParameters.MAX_PROXY_HEADER_BYTES) {
            throw new MalformedException("a PROXY header of " + length + " bytes");
        }
        return length;
    }

    /**
     * Reads a complete header. Ignores an address that is not a TCP address: §2.2 lets a receiver fall back to the
     * connection's own addresses.
     */
    static ProxyHeader read(ByteBuffer header) throws MalformedException {
        int family = header.get(FAMILY_AND_TRANSPORT) >> 4 & 0xf;
        int transport = header.get(FAMILY_AND_TRANSPORT) & 0xf;
        if (command(header) == LOCAL) {
            return new ProxyHeader(null);
        }
        if (family >= ADDRESS_BYTES.length || transport > DATAGRAM) {
            throw new MalformedException("an unknown kind of address in the PROXY header");
        }
        if (header.limit() < FIXED_BYTES + ADDRESS_BYTES[family]) {
            throw new MalformedException("a PROXY header too short for its addresses");
        }
        if (family == 0) {
            return new ProxyHeader(null);
        }
        checkFields(header, FIXED_BYTES + ADDRESS_BYTES[family]);
        return new ProxyHeader(transport == STREAM ? source(header, family) : null);
    }

    private static int command(ByteBuffer header) {
        return header.get(VERSION_AND_COMMAND) & 0xf;
    }

    private static @Nullable InetSocketAddress source(ByteBuffer header, int family) {
        if (family != IPV4 && family != IPV6) {
            return null;
        }
        var address = new byte[family == IPV4 ? 4 : 16];
        header.get(FIXED_BYTES, address);
        int port = header.getShort(FIXED_BYTES + 2 * address.length) & 0xffff;
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    /** Checks the form of all fields. Only the checksum field is evaluated. */
    private static void checkFields(ByteBuffer header, int start) throws MalformedException {
        int position = start;
        while (position < header.limit()) {
            int left = header.limit() - position - FIELD_HEAD_BYTES;
            int length = left < 0 ? 0 : header.getShort(position + 1) & 0xffff;
            if (left < length) {
                throw new MalformedException("a field beyond the end of the PROXY header");
            }
            if (header.get(position) == CHECKSUM_TYPE) {
                checkSum(header, position + FIELD_HEAD_BYTES, length);
            }
            position += FIELD_HEAD_BYTES + length;
        }
    }

    /** Verifies the checksum, which is computed with zeros in the checksum field (§2.2.3). */
    private static void checkSum(ByteBuffer header, int position, int length) throws MalformedException {
        var sum = new CRC32C();
        if (length == CHECKSUM_BYTES) {
            sum.update(header.slice(0, position));
            sum.update(new byte[CHECKSUM_BYTES]);
            sum.update(header.slice(position + CHECKSUM_BYTES, header.limit() - position - CHECKSUM_BYTES));
        }
        if (length != CHECKSUM_BYTES || (int) sum.getValue() != header.getInt(position)) {
            throw new MalformedException("a wrong checksum in the PROXY header");
        }
    }
}
