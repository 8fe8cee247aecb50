package org.tcserver.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tcserver.wire.MalformedException;

class ProxyHeaderReaderRandomTest {
    private static final byte[] SIGNATURE = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");

    private final Random random = new Random();

    private InetSocketAddress address(boolean isIpv6) throws UnknownHostException {
        var bytes = new byte[isIpv6 ? 16 : 4];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextBoolean() ? 0 : random.nextInt(256));
        }
        return new InetSocketAddress(InetAddress.getByAddress(bytes), random.nextInt(65_536));
    }

    private static String host(InetSocketAddress address, boolean isIpv6) {
        var host = Addresses.format(address.getAddress());
        return isIpv6 && !host.contains(":") ? "::ffff:" + host : host;
    }

    private byte[] text(InetSocketAddress from, InetSocketAddress to, boolean isIpv6) {
        var hosts = host(from, isIpv6) + " " + host(to, isIpv6);
        return "PROXY TCP%d %s %d %d\r\n"
                .formatted(isIpv6 ? 6 : 4, hosts, from.getPort(), to.getPort())
                .getBytes(US_ASCII);
    }

    private static byte[] bytes(InetSocketAddress address, boolean isIpv6) {
        var bytes = address.getAddress().getAddress();
        if (isIpv6 && bytes.length == 4) {
            return ByteBuffer.allocate(16)
                    .putShort(10, (short) 0xffff)
                    .put(12, bytes)
                    .array();
        }
        return bytes;
    }

    private byte[] binary(InetSocketAddress from, InetSocketAddress to, boolean isIpv6) {
        var field = new byte[random.nextInt(300)];
        random.nextBytes(field);
        int length = (isIpv6 ? 36 : 12) + 3 + field.length;
        return ByteBuffer.allocate(16 + length)
                .put(SIGNATURE)
                .put((byte) 0x21)
                .put((byte) (isIpv6 ? 0x21 : 0x11))
                .putShort((short) length)
                .put(bytes(from, isIpv6))
                .put(bytes(to, isIpv6))
                .putShort((short) from.getPort())
                .putShort((short) to.getPort())
                .put((byte) 0xe0)
                .putShort((short) field.length)
                .put(field)
                .array();
    }

    /** Reads in random pieces; null if {@code in} ends before the header. */
    private @Nullable ProxyHeader read(ByteBuffer in) throws MalformedException {
        var reader = new ProxyHeaderReader();
        while (in.hasRemaining()) {
            int room = reader.room().remaining();
            assertTrue(room > 0 && reader.room().position() + room <= 4096, "bounded");
            int count = Math.min(in.remaining(), 1 + random.nextInt(room));
            reader.room().put(in.slice(in.position(), count));
            in.position(in.position() + count);
            var header = reader.next();
            if (header != null) {
                return header;
            }
        }
        return null;
    }

    @Test
    void readsWhatAProxyWrites() throws Exception {
        long seed = random.nextLong();
        random.setSeed(seed);
        for (int i = 0; i < 5_000; i++) {
            boolean isIpv6 = random.nextBoolean();
            var from = address(isIpv6);
            var to = address(isIpv6);
            var bytes = random.nextBoolean() ? text(from, to, isIpv6) : binary(from, to, isIpv6);
            var in = ByteBuffer.wrap(java.util.Arrays.copyOf(bytes, bytes.length + 3));
            var header = read(in);
            assertNotNull(header, "seed " + seed);
            assertEquals(from, header.source(), "seed " + seed);
            assertEquals(3, in.remaining(), "seed " + seed);
        }
    }

    /** Any input is a header, malformed, or incomplete. */
    @Test
    void survivesChangedBytes() throws Exception {
        long seed = random.nextLong();
        random.setSeed(seed);
        int malformed = 0;
        for (int i = 0; i < 20_000; i++) {
            boolean isIpv6 = random.nextBoolean();
            var bytes = random.nextBoolean()
                    ? text(address(isIpv6), address(isIpv6), isIpv6)
                    : binary(address(isIpv6), address(isIpv6), isIpv6);
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                bytes[random.nextInt(Math.min(bytes.length, 60))] = (byte) random.nextInt(256);
            }
            try {
                read(ByteBuffer.wrap(bytes));
            } catch (MalformedException e) {
                malformed++;
            }
        }
        assertTrue(malformed > 1_000, "seed " + seed);
    }
}
