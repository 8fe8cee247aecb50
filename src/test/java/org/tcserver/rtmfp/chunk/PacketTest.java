package org.tcserver.rtmfp.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

class PacketTest {
    private static final PacketHeader PLAIN =
            new PacketHeader(PacketMode.INITIATOR, false, false, PacketHeader.ABSENT, PacketHeader.ABSENT);

    @ParameterizedTest
    @CsvSource({
        "01, INITIATOR, false, false, -1, -1",
        "02, RESPONDER, false, false, -1, -1",
        "03, STARTUP, false, false, -1, -1",
        "891234, INITIATOR, true, false, 4660, -1",
        "46ffff, RESPONDER, false, true, -1, 65535",
        "ce00010000, RESPONDER, true, true, 1, 0",
    })
    void readsAndWritesHeaders(
            String hex, PacketMode mode, boolean critical, boolean criticalReverse, int timestamp, int echo)
            throws Exception {
        var header = new PacketHeader(mode, critical, criticalReverse, timestamp, echo);
        var packet = new Packet(header, List.of());
        assertEquals(hex, packet.toBytes().toHex());
        assertEquals(hex.length() / 2, packet.length());
        assertEquals(packet, Packet.read(Bytes.ofHex(hex)));
        for (int length = 0; length < hex.length() / 2; length++) {
            var cut = Bytes.ofHex(hex).slice(0, length);
            assertThrows(MalformedException.class, () -> Packet.read(cut));
        }
    }

    @Test
    void refusesModeZero() {
        assertThrows(MalformedException.class, () -> Packet.read(Bytes.ofHex("00180001ff")));
    }

    /** Figure 3 of RFC 7016 §2.3.12. */
    @Test
    void resolvesNextUserData() throws Exception {
        var packet = Packet.read(Bytes.ofHex("01" + "10000700020503000102" + "11000400030405" + "11000400060708"));
        assertEquals(
                List.of(userData(5, 3, "000102"), userData(6, 4, "030405"), userData(7, 5, "060708")), packet.chunks());
    }

    @Test
    void leavesOutNextUserDataWithoutAKnownPlace() throws Exception {
        var lone = Packet.read(Bytes.ofHex("01" + "11000400030405" + "18000107"));
        assertEquals(List.of(new BufferProbe(7)), lone.chunks());
        var behindMalformed = Packet.read(Bytes.ofHex("01" + "10000700020503000102" + "100000" + "11000400060708"));
        assertEquals(List.of(userData(5, 3, "000102")), behindMalformed.chunks());
    }

    @ParameterizedTest
    @CsvSource({
        "ff", // all padding
        "ffffffffff",
        "ff0001aa", // a padding chunk
        "0000020000",
        "7e0001aa", // an unknown chunk
        "180000", // a malformed one
        "300003 01aabb", // one of startup only
        "1800ff07", // one that goes beyond the packet
    })
    void leavesOutWhatItMustIgnore(String hex) throws Exception {
        var packet = Packet.read(Bytes.ofHex("01" + "18000101" + hex.replace(" ", "")));
        assertEquals(List.of(new BufferProbe(1)), packet.chunks());
    }

    @Test
    void ignoresTheChunksOfSessionsAtStartup() throws Exception {
        var packet = Packet.read(Bytes.ofHex("03" + "18000101" + "30000301aabb" + "7f000400020109"));
        assertEquals(
                List.of(new IHello(Bytes.of(0xaa), Bytes.of(0xbb)), new Fragment(false, 2, 1, Bytes.of(9))),
                packet.chunks());
    }

    @Test
    void assemblesPacketsThatFit() throws Exception {
        var assembler = new PacketAssembler(Packet.MAX_LENGTH);
        assertTrue(assembler.isEmpty());
        assertTrue(assembler.offer(new Ping(Bytes.of(1, 2, 3))));
        int rest = assembler.remainingPayload();
        assertFalse(assembler.offer(new Padding(rest + 1)));
        assertTrue(assembler.offer(new Padding(rest)));
        assertFalse(assembler.offer(SessionCloseRequest.INSTANCE));
        var header = new PacketHeader(PacketMode.RESPONDER, true, true, 1, 2);
        var packet = assembler.assemble(header);
        assertEquals(Packet.MAX_LENGTH, packet.length());
        assertEquals(Packet.MAX_LENGTH, packet.toBytes().length());
        assertTrue(assembler.isEmpty());
        assertEquals(new Packet(PLAIN, List.of()), assembler.assemble(PLAIN));
    }

    @Test
    void cutsAPacketIntoFragments() throws Exception {
        var packet = new Packet(
                        PacketHeader.startup(PacketHeader.ABSENT),
                        List.of(new RHello(Bytes.EMPTY, Bytes.of(7), Bytes.wrap(new byte[90]))))
                .toBytes();
        var fragments = Fragment.cut(packet, 9, 40);
        assertEquals(3, fragments.size());
        var joined = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            assertEquals(9, fragments.get(i).packetId());
            assertEquals(i, fragments.get(i).fragmentNumber());
            assertEquals(i < 2, fragments.get(i).moreFragments());
            joined.append(fragments.get(i).packetFragment().toHex());
        }
        assertEquals(packet.toHex(), joined.toString());
    }

    private static UserData userData(long sequenceNumber, long fsnOffset, String hex) {
        return new UserData(2, sequenceNumber, fsnOffset, UserFragment.of(FragmentControl.WHOLE, Bytes.ofHex(hex)));
    }
}
