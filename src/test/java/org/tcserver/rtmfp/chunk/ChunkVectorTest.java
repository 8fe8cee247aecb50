package org.tcserver.rtmfp.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

class ChunkVectorTest {
    private static final Bytes ABC = Bytes.ofHex("0a0b0c");
    private static final OptionList OPTIONS = new FlowOptions(Bytes.ofUtf8("TC"), 300L).toOptionList();

    /** A chunk, its bytes, and the payload's shortest lengths that still make it a chunk of that type. */
    static Stream<Arguments> vectors() {
        return Stream.of(
                Arguments.of("00 0003 000000", new Padding(3), 0),
                Arguments.of("01 0003 0a0b0c", new Ping(ABC), 0),
                Arguments.of("41 0000", new PingReply(Bytes.EMPTY), 0),
                Arguments.of("41 0003 0a0b0c", new PingReply(ABC), 0),
                Arguments.of("0c 0000", SessionCloseRequest.INSTANCE, 0),
                Arguments.of("4c 0000", SessionCloseAcknowledgement.INSTANCE, 0),
                Arguments.of("18 0002 8148", new BufferProbe(200), 2),
                Arguments.of("5e 0003 058148", new FlowExceptionReport(5, 200), 3),
                Arguments.of("30 0006 03 0a0b0c aabb", new IHello(ABC, Bytes.ofHex("aabb")), 4),
                Arguments.of(
                        "0f 000d 03 0a0b0c 02 7f000001 078f aabb",
                        new FIHello(ABC, address("127.0.0.1", 1935, AddressOrigin.OBSERVED), Bytes.ofHex("aabb")),
                        11),
                Arguments.of(
                        "70 0009 01 aa 03 0a0b0c ddeeff", new RHello(Bytes.of(0xaa), ABC, Bytes.ofHex("ddeeff")), 6),
                Arguments.of("71 0004 03 0a0b0c", new Redirect(ABC, List.of()), 4),
                Arguments.of(
                        "71 001b 00 01 c0000201 ffff 83 20010db8000000000000000000000001 0001",
                        new Redirect(
                                Bytes.EMPTY,
                                List.of(
                                        address("192.0.2.1", 65535, AddressOrigin.REPORTED),
                                        address("2001:db8::1", 1, AddressOrigin.RELAY))),
                        27),
                Arguments.of("79 0005 01 aa 0a0b0c", new CookieChange(Bytes.of(0xaa), ABC), 2),
                Arguments.of(
                        "38 000f fffefdfc 03 0a0b0c 01 cc 02 1d02 58 59",
                        new IIKeying(0xfffefdfc, ABC, Bytes.of(0xcc), Bytes.ofHex("1d02"), Bytes.ofHex("5859")),
                        13),
                Arguments.of("78 0009 00000102 03 0a0b0c 58", new RIKeying(0x102, ABC, Bytes.of(0x58)), 8),
                Arguments.of("7f 0006 80 8100 00 aabb", new Fragment(true, 128, 0, Bytes.ofHex("aabb")), 5),
                Arguments.of("7f 0004 00 02 01 aa", new Fragment(false, 2, 1, Bytes.of(0xaa)), 4),
                Arguments.of(
                        "10 0007 00 020503 000102",
                        new UserData(2, 5, 3, UserFragment.of(FragmentControl.WHOLE, Bytes.ofHex("000102"))),
                        4),
                Arguments.of(
                        "10 000e 91 020503 03005443 030a822c 00 aa",
                        new UserData(
                                2, 5, 3, new UserFragment(FragmentControl.BEGIN, false, true, OPTIONS, Bytes.of(0xaa))),
                        13),
                Arguments.of(
                        "10 0004 22 020500",
                        new UserData(
                                2,
                                5,
                                0,
                                new UserFragment(FragmentControl.END, true, false, OptionList.EMPTY, Bytes.EMPTY)),
                        4),
                Arguments.of(
                        "11 0004 30 030405",
                        new NextUserData(UserFragment.of(FragmentControl.MIDDLE, Bytes.ofHex("030405"))),
                        1),
                Arguments.of(
                        "11 000a 80 03005443 030a822c 00",
                        new NextUserData(new UserFragment(FragmentControl.WHOLE, false, false, OPTIONS, Bytes.EMPTY)),
                        10),
                Arguments.of("50 0005 057f10 7906", new DataAcknowledgementBitmap(5, 127, 16, Bytes.ofHex("7906")), 3),
                Arguments.of(
                        "51 0007 057f10 0000 0103",
                        new DataAcknowledgementRanges(
                                5, 127, 16, List.of(new SequenceRange(18, 18), new SequenceRange(21, 24))),
                        3));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsAndWrites(String spaced, Chunk chunk, int shortest) throws Exception {
        var hex = spaced.replace(" ", "");
        var out = new ByteWriter();
        chunk.write(out);
        assertEquals(hex, out.toBytes().toHex());
        assertEquals(out.length(), chunk.length());

        var payload = out.toBytes().slice(Chunk.HEADER_LENGTH);
        assertEquals(chunk, Chunk.read(chunk.type(), payload));
        assertEquals(chunk.type(), ChunkType.of(Integer.parseInt(hex.substring(0, 2), 16)));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void isMalformedWhereverItIsCutTooShort(String spaced, Chunk chunk, int shortest) throws Exception {
        var out = new ByteWriter();
        chunk.writePayload(out);
        var payload = out.toBytes();
        for (int length = 0; length < payload.length(); length++) {
            var cut = payload.slice(0, length);
            if (length < shortest && !endsOnAnAddress(chunk, length)) {
                assertThrows(MalformedException.class, () -> Chunk.read(chunk.type(), cut), cut::toHex);
            } else {
                assertEquals(chunk.type(), Chunk.read(chunk.type(), cut).type());
            }
        }
    }

    /** A redirect may lack its second address and is then another redirect. */
    private static boolean endsOnAnAddress(Chunk chunk, int length) {
        return chunk instanceof Redirect redirect && !redirect.destinations().isEmpty() && (length == 1 || length == 8);
    }

    @ParameterizedTest
    @CsvSource({
        "USER_DATA, 00020001", // sequence number 0
        "USER_DATA, 00020506", // forward sequence number below 0
        "USER_DATA, 00020500", // nothing may be sent at or below the forward sequence number unless abandoned
        "USER_DATA, 00ffffffffffffffff7f0101",
        "USER_DATA, 0001ffffffffffffffff7f01",
        "USER_DATA, 80010101050000", // an option that goes beyond the chunk
        "FRAGMENT, 000100",
        "I_HELLO, ffffffffffffffff7f00",
        "I_HELLO, 8fffffff7f00",
        "DATA_ACKNOWLEDGEMENT_BITMAP, 0100ffffffffffffffff7e01",
        "BUFFER_PROBE, ffffffffffffffffffffffffff7f",
    })
    void refuses(ChunkType type, String payload) {
        assertThrows(MalformedException.class, () -> Chunk.read(type, Bytes.ofHex(payload)));
    }

    @Test
    void whatIsAbandonedHasNoData() throws Exception {
        var userData = (UserData) Chunk.read(ChunkType.USER_DATA, Bytes.ofHex("02020500aabb"));
        assertEquals(Bytes.EMPTY, userData.fragment().data());
        assertEquals(5, userData.forwardSequenceNumber());
    }

    @Test
    void ignoresReservedBitsAndWhatFollowsTheFields() throws Exception {
        var userData = (UserData) Chunk.read(ChunkType.USER_DATA, Bytes.ofHex("4c020503"));
        assertEquals(UserFragment.of(FragmentControl.WHOLE, Bytes.EMPTY), userData.fragment());
        assertEquals(new BufferProbe(7), Chunk.read(ChunkType.BUFFER_PROBE, Bytes.ofHex("07ffff")));
        assertEquals(new Fragment(false, 1, 0, Bytes.of(9)), Chunk.read(ChunkType.FRAGMENT, Bytes.ofHex("7f010009")));
        var address = Address.read(new ByteReader(Bytes.ofHex("7e7f000001078f")));
        assertEquals(address("127.0.0.1", 1935, AddressOrigin.OBSERVED), address);
    }

    private static Address address(String ip, int port, AddressOrigin origin) {
        return new Address(new InetSocketAddress(ip, port), origin);
    }
}
