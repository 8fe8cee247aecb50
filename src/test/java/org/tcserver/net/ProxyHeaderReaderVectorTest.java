package org.tcserver.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/** Headers in the order of the sections of HAProxy's {@code doc/proxy-protocol.txt}. */
class ProxyHeaderReaderVectorTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final String IPV4 = "cb007107" + "0a000001" + "b822" + "078f";
    private static final String IPV6 =
            "20010db8000000000000000000000007" + "20010db8000000000000000000000001" + "b822" + "078f";
    private static final String FOLLOWS = "0300000000";

    /**
     * Feeds {@code reader} at most {@code step} bytes at a time, limited to its room; returns null if it needs more.
     */
    private static @Nullable ProxyHeader feed(ProxyHeaderReader reader, ByteBuffer in, int step)
            throws MalformedException {
        while (in.hasRemaining()) {
            int count = Math.min(Math.min(step, in.remaining()), reader.room().remaining());
            assertTrue(count > 0, "room for what is missing");
            reader.room().put(in.slice(in.position(), count));
            in.position(in.position() + count);
            var header = reader.next();
            if (header != null) {
                return header;
            }
        }
        return null;
    }

    private static byte[] text(String line) {
        return (line + "\r\n").getBytes(ISO_8859_1);
    }

    private static byte[] binary(String hex) {
        return Bytes.ofHex(SIGNATURE + hex).toArray();
    }

    private static String source(ProxyHeader header) {
        return header.source() == null ? "own" : Addresses.format(header.source());
    }

    /**
     * Asserts that the reader takes the whole header in pieces of any size and nothing after it, and that a header cut
     * short is incomplete.
     */
    private static void assertReads(String source, byte[] header) throws MalformedException {
        var more = Bytes.ofHex(FOLLOWS).toArray();
        for (int step : new int[] {1, 2, 7, Integer.MAX_VALUE}) {
            var in = ByteBuffer.allocate(header.length + more.length)
                    .put(header)
                    .put(more)
                    .flip();
            var read = feed(new ProxyHeaderReader(), in, step);
            assertNotNull(read);
            assertEquals(source, source(read));
            assertEquals(ByteBuffer.wrap(more), in, "what follows is left");
        }
        for (int length = 0; length < header.length; length++) {
            var reader = new ProxyHeaderReader();
            assertNull(feed(reader, ByteBuffer.wrap(header, 0, length), Integer.MAX_VALUE));
            assertEquals(length == 0, reader.isEmpty());
        }
    }

    private static String refusal(byte[] header) {
        var error = assertThrows(
                MalformedException.class,
                () -> feed(new ProxyHeaderReader(), ByteBuffer.wrap(header), Integer.MAX_VALUE));
        return String.valueOf(error.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 203.0.113.7 10.0.0.1 47138 1935, 203.0.113.7:47138",
        "PROXY TCP4 0.0.0.0 255.255.255.255 0 65535, 0.0.0.0:0",
        "PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535, 255.255.255.255:65535",
        "PROXY TCP6 2001:db8::7 2001:DB8::1 47138 1935, [2001:db8::7]:47138",
        "PROXY TCP6 :: ::1 1 2, [::]:1",
        "PROXY TCP6 ::ffff:203.0.113.7 ::ffff:10.0.0.1 1 2, 203.0.113.7:1",
        "PROXY TCP6 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535,"
                + "[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]:65535",
        "PROXY UNKNOWN, own",
        "'PROXY UNKNOWN ', own",
        "PROXY UNKNOWN ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535, own",
    })
    void readsVersion1(String line, String source) throws MalformedException {
        assertReads(source, text(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY",
                "PROXY ",
                "PROXY  TCP4 203.0.113.7 10.0.0.1 47138 1935",
                "proxy TCP4 203.0.113.7 10.0.0.1 47138 1935",
                "PROXY tcp4 203.0.113.7 10.0.0.1 47138 1935",
                "PROXY TCP5 203.0.113.7 10.0.0.1 47138 1935",
                "PROXY UDP4 203.0.113.7 10.0.0.1 47138 1935",
                "PROXY TCP4  203.0.113.7 10.0.0.1 47138 1935",
                "PROXY TCP4 203.0.113.7 10.0.0.1 47138",
                "PROXY TCP4 203.0.113.7 10.0.0.1 47138 1935 ",
                "PROXY TCP4 203.0.113.7 10.0.0.1 47138 1935 more",
                "PROXY TCP4 203.0.113.07 10.0.0.1 47138 1935",
                "PROXY TCP4 203.0.113.256 10.0.0.1 47138 1935",
                "PROXY TCP4 203.0.113.7 10.0.0 47138 1935",
                "PROXY TCP4 2001:db8::7 2001:db8::1 47138 1935",
                "PROXY TCP4 ::ffff:203.0.113.7 10.0.0.1 47138 1935",
                "PROXY TCP4 localhost 10.0.0.1 47138 1935",
                "PROXY TCP4 203.0.113.7 10.0.0.1 047138 1935",
                "PROXY TCP4 203.0.113.7 10.0.0.1 65536 1935",
                "PROXY TCP4 203.0.113.7 10.0.0.1 1 01",
                "PROXY TCP4 203.0.113.7 10.0.0.1 -1 1",
                "PROXY TCP4 203.0.113.7 10.0.0.1 1 99999999999",
                "PROXY TCP6 203.0.113.7 10.0.0.1 47138 1935",
                "PROXY TCP6 [2001:db8::7] 2001:db8::1 47138 1935",
                "PROXY TCP6 2001:db8::7%1 2001:db8::1 47138 1935",
                "PROXY TCP6 2001:db8::7::1 2001:db8::1 47138 1935",
                "PROXY TCP6 02001:db8::7 2001:db8::1 47138 1935",
                "PROXY UNKNOWNS and more",
                "PROXY TCP4 203.0.113.7 10.0.0.1 47138 1935\rPROXY",
                "PROXY TCP4 203.0.113.7 10.0.0.1 47138 1935\n",
            })
    void refusesOtherLines(String line) {
        assertFalse(refusal(text(line)).isEmpty());
    }

    /** §2.1: the receiver ignores everything before the CR LF. */
    @Test
    void readsUnknownWithAnythingBehindIt() throws MalformedException {
        assertReads("own", text("PROXY UNKNOWN \u00ff \r \n\r \0 anything"));
    }

    @Test
    void aLineEndsWithin107Bytes() throws MalformedException {
        assertReads("own", text("PROXY UNKNOWN " + "x".repeat(91)));
        assertEquals("a PROXY line longer than 107 bytes", refusal(text("PROXY UNKNOWN " + "x".repeat(92))));
        assertEquals("a PROXY line longer than 107 bytes", refusal(text("PROXY UNKNOWN " + "x".repeat(5000))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1",
                "PROXX",
                "PROXYTCP4",
                "\u0003",
                "\u0016\u0003\u0001",
                "\r\n\r\n\0\r\nQUIX",
                "\r\r",
                " PROXY"
            })
    void saysAtOnceThatSomethingElseCame(String start) throws MalformedException {
        assertEquals("no PROXY header of version 1 or 2", refusal(start.getBytes(ISO_8859_1)));
    }

    @ParameterizedTest
    @CsvSource({
        "21 11 000c " + IPV4 + ", 203.0.113.7:47138",
        "21 21 0024 " + IPV6 + ", [2001:db8::7]:47138",
        "21 21 0024 00000000000000000000ffffcb007107 00000000000000000000ffff0a000001 b822 078f, 203.0.113.7:47138",
        // §2.2: a receiver treats unsupported values as unspecified
        "21 12 000c " + IPV4 + ", own",
        "21 22 0024 " + IPV6 + ", own",
        "21 10 000c " + IPV4 + ", own",
        "21 00 0000, own",
        "21 00 0003 ffffff, own",
        "21 01 000c " + IPV4 + ", own",
        // a health check; its addresses have no meaning
        "20 00 0000, own",
        "20 11 000c " + IPV4 + ", own",
        "20 ff 0002 ffff, own",
        // fields: ALPN, NOOP, a custom type
        "21 11 0017 " + IPV4 + " 010002 6832 040000 ee0000, 203.0.113.7:47138",
    })
    void readsVersion2(String hex, String source) throws MalformedException {
        assertReads(source, binary(hex.replace(" ", "")));
    }

    @Test
    void readsUnixAddressesAsNone() throws MalformedException {
        assertReads("own", binary("213100d8" + "00".repeat(216)));
        assertReads("own", binary("213200db" + "00".repeat(216) + "040000"));
    }

    @ParameterizedTest
    @CsvSource({
        "11 11 000c " + IPV4 + ", version 1 of the PROXY protocol",
        "31 11 000c " + IPV4 + ", version 3 of the PROXY protocol",
        "22 11 000c " + IPV4 + ", PROXY command 2",
        "2f 00 0000, PROXY command 15",
        "21 41 000c " + IPV4 + ", an unknown kind of address in the PROXY header",
        "21 13 000c " + IPV4 + ", an unknown kind of address in the PROXY header",
        "21 11 000b cb0071070a000001b82207, a PROXY header too short for its addresses",
        "21 11 0000, a PROXY header too short for its addresses",
        "21 21 000c " + IPV4 + ", a PROXY header too short for its addresses",
        "21 11 000d " + IPV4 + " 04, a field beyond the end of the PROXY header",
        "21 11 0010 " + IPV4 + " 04000200, a field beyond the end of the PROXY header",
        "21 11 0ff1, a PROXY header of 4097 bytes",
        "21 11 ffff, a PROXY header of 65551 bytes",
    })
    void refusesOtherHeaders(String hex, String message) {
        assertEquals(message, refusal(binary(hex.replace(" ", ""))));
    }

    @Test
    void readsHeadersOfUpTo4096Bytes() throws MalformedException {
        int field = 4096 - 16 - 12 - 3;
        var header = "21110ff0" + IPV4 + "ee%04x".formatted(field) + "ab".repeat(field);
        assertReads("203.0.113.7:47138", binary(header));
    }

    /** A header that HAProxy 2.6 sent, with {@code proxy-v2-options crc32c,unique-id}. */
    @Test
    void checksTheSum() throws MalformedException {
        var one = "0".repeat(31) + "1";
        var sent = "2121002e" + one + one + "bdf0708b" + "030004530d3150" + "050000";
        assertReads("[::1]:48624", binary(sent));
        for (var changed : new String[] {
            sent.replace("bdf0", "bdf1"), sent.replace("530d3150", "530d3151"), sent.replace("050000", "060000")
        }) {
            assertEquals("a wrong checksum in the PROXY header", refusal(binary(changed)));
        }
        assertEquals("a wrong checksum in the PROXY header", refusal(binary("21110012" + IPV4 + "030003000000")));
    }

    /** HAProxy 2.6 sends this header to check whether a server is up. */
    @Test
    void readsTheHealthCheckOfHaproxy() throws MalformedException {
        assertReads("own", binary("20000007" + "030004a9b87e8f"));
    }
}
