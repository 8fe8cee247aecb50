package org.tcserver.rtmp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcserver.testing.TestMemory;
import org.tcserver.wire.MalformedException;

/** Chunks in hex; each vector is read in pieces of every size, so that it is cut at every byte. */
class ChunkReaderVectorTest {
    private static final String AUDIO_4 = "000004 08 01000000";

    /** Describes a message: stream ID, type, timestamp, payload. */
    private static String show(RtmpMessage message) {
        var body = message.message();
        return Integer.toUnsignedString(message.streamId()) + " " + body.type() + " "
                + Integer.toUnsignedString(body.timestamp()) + " "
                + body.payload().toHex();
    }

    private static List<String> read(byte[] bytes, int pieceLength) throws MalformedException {
        var reader = new ChunkReader(TestMemory.account(0));
        var messages = new ArrayList<String>();
        for (int from = 0; from < bytes.length; from += pieceLength) {
            var piece = ByteBuffer.wrap(bytes, from, Math.min(pieceLength, bytes.length - from));
            for (var message = reader.next(piece); message != null; message = reader.next(piece)) {
                messages.add(show(message));
                if (ControlMessage.isControl(message.message().type())) {
                    apply(reader, ControlMessage.read(message.message()));
                }
            }
            assertEquals(0, piece.remaining(), "all is consumed");
        }
        return messages;
    }

    private static void apply(ChunkReader reader, ControlMessage message) {
        if (message instanceof SetChunkSize set) {
            reader.chunkSize(set.chunkSize());
        } else if (message instanceof Abort abort) {
            reader.abort(abort.chunkStreamId());
        }
    }

    private static void assertReads(String hex, String... expected) throws MalformedException {
        var bytes = HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        for (int pieceLength = 1; pieceLength <= bytes.length; pieceLength++) {
            assertEquals(List.of(expected), read(bytes, pieceLength), "in pieces of " + pieceLength);
        }
        for (int length = 0; length < bytes.length; length++) {
            var truncated = read(Arrays.copyOf(bytes, length), Math.max(1, length));
            assertEquals(List.of(expected).subList(0, truncated.size()), truncated, "the first " + length);
        }
    }

    @Test
    void type0HasAllFields() throws MalformedException {
        assertReads("03 0003e8" + AUDIO_4 + "a1a2a3a4", "1 8 1000 a1a2a3a4");
        assertReads("03 000000 000001 14 00000000 05", "0 20 0 05");
        assertReads("03 fffffe 000001 12 00efcdab 05", "2882400000 18 16777214 05");
    }

    @Test
    void type1KeepsTheStream() throws MalformedException {
        assertReads("03 0003e8" + AUDIO_4 + "a1a2a3a4 43 000014 000002 09 b1b2", "1 8 1000 a1a2a3a4", "1 9 1020 b1b2");
    }

    @Test
    void type2KeepsLengthAndType() throws MalformedException {
        assertReads("03 0003e8" + AUDIO_4 + "a1a2a3a4 83 000014 b1b2b3b4", "1 8 1000 a1a2a3a4", "1 8 1020 b1b2b3b4");
    }

    @Test
    void type3RepeatsTheDelta() throws MalformedException {
        assertReads(
                "03 0003e8" + AUDIO_4 + "a1a2a3a4 83 000014 b1b2b3b4 c3 c1c2c3c4 c3 d1d2d3d4",
                "1 8 1000 a1a2a3a4",
                "1 8 1020 b1b2b3b4",
                "1 8 1040 c1c2c3c4",
                "1 8 1060 d1d2d3d4");
    }

    @Test
    void type3AfterType0RepeatsItsTimestampAsDelta() throws MalformedException {
        assertReads("03 0003e8" + AUDIO_4 + "a1a2a3a4 c3 b1b2b3b4", "1 8 1000 a1a2a3a4", "1 8 2000 b1b2b3b4");
    }

    @Test
    void type3ContinuesAMessage() throws MalformedException {
        assertReads(
                "04 0003e8 000133 09 01000000" + "aa".repeat(128) + "c4" + "bb".repeat(128) + "c4" + "cc".repeat(51),
                "1 9 1000 " + "aa".repeat(128) + "bb".repeat(128) + "cc".repeat(51));
    }

    @Test
    void chunkStreamsInterleave() throws MalformedException {
        assertReads(
                "04 000001 000082 09 01000000" + "aa".repeat(128) + "05 000002" + AUDIO_4 + "01020304 c4 bbbb",
                "1 8 2 01020304",
                "1 9 1 " + "aa".repeat(128) + "bbbb");
    }

    @Test
    void chunkStreamIdsHaveThreeForms() throws MalformedException {
        assertReads("3f 000001" + AUDIO_4 + "01020304 bf 000001 01020304", "1 8 1 01020304", "1 8 2 01020304");
        assertReads("00 00 000001" + AUDIO_4 + "01020304 81 0000 000001 01020304", "1 8 1 01020304", "1 8 2 01020304");
        assertReads("00 ff 000001" + AUDIO_4 + "01020304 81 ff00 000001 01020304", "1 8 1 01020304", "1 8 2 01020304");
        assertReads(
                "01 0001 000001" + AUDIO_4 + "01020304 81 0001 000001 01020304", "1 8 1 01020304", "1 8 2 01020304");
        assertReads("01 0001 000001" + AUDIO_4 + "01020304 81 0100 000003", "1 8 1 01020304", "0 0 3 ");
    }

    @Test
    void theLargestChunkStreamIdCanBeAborted() throws MalformedException {
        assertReads(
                "01 ffff 000001 000081 09 01000000" + "aa".repeat(128)
                        + "02 000000 000004 02 00000000 0001003f"
                        + "41 ffff 000005 000002 09 bbbb",
                "0 2 0 0001003f",
                "1 9 6 bbbb");
    }

    @Test
    void emptyMessages() throws MalformedException {
        assertReads("03 000001 000000 08 01000000 c3 c3", "1 8 1 ", "1 8 2 ", "1 8 3 ");
    }

    @Test
    void extendedTimestamps() throws MalformedException {
        assertReads("03 fffffe" + AUDIO_4 + "01020304", "1 8 16777214 01020304");
        assertReads("03 ffffff" + AUDIO_4 + "00ffffff 01020304", "1 8 16777215 01020304");
        assertReads("03 ffffff" + AUDIO_4 + "80000000 01020304", "1 8 2147483648 01020304");
        assertReads("03 ffffff" + AUDIO_4 + "ffffffff 01020304", "1 8 4294967295 01020304");
        assertReads("03 ffffff" + AUDIO_4 + "00000005 01020304", "1 8 5 01020304");
    }

    @Test
    void extendedDeltas() throws MalformedException {
        String first = "03 000005" + AUDIO_4 + "01020304";
        assertReads(first + "43 ffffff 000001 09 01000000 bb", "1 8 5 01020304", "1 9 16777221 bb");
        assertReads(first + "83 ffffff ffffffff 05060708", "1 8 5 01020304", "1 8 4 05060708");
        assertReads(first + "83 fffffe 05060708", "1 8 5 01020304", "1 8 16777219 05060708");
    }

    @Test
    void timestampsWrap() throws MalformedException {
        assertReads(
                "03 ffffff" + AUDIO_4 + "fffffff6 01020304 83 000014 05060708",
                "1 8 4294967286 01020304",
                "1 8 10 05060708");
    }

    @Test
    void type3RepeatsTheExtendedTimestamp() throws MalformedException {
        String start = "04 ffffff 000102 09 01000000 01234567" + "aa".repeat(128);
        String expected = "1 9 19088743 " + "aa".repeat(128) + "bb".repeat(128) + "cccc";
        assertReads(start + "c4 01234567" + "bb".repeat(128) + "c4 01234567 cccc", expected);
    }

    @Test
    void type3MayLackTheExtendedTimestamp() throws MalformedException {
        String start = "04 ffffff 000102 09 01000000 01234567" + "aa".repeat(128);
        String expected = "1 9 19088743 " + "aa".repeat(128) + "bb".repeat(128) + "cccc";
        assertReads(start + "c4" + "bb".repeat(128) + "c4 cccc", expected);
        String similar = "1 9 19088743 " + "aa".repeat(128) + "012345" + "bb".repeat(125) + "01cc";
        assertReads(start + "c4 012345" + "bb".repeat(125) + "c4 01cc", similar);
    }

    @Test
    void type3ThatBeginsAMessageRepeatsTheExtendedTimestamp() throws MalformedException {
        assertReads(
                "03 ffffff" + AUDIO_4 + "01000000 01020304 c3 01000000 05060708",
                "1 8 16777216 01020304",
                "1 8 33554432 05060708");
        assertReads(
                "03 000005" + AUDIO_4 + "01020304 83 ffffff 01000000 05060708 c3 01000000 090a0b0c",
                "1 8 5 01020304",
                "1 8 16777221 05060708",
                "1 8 33554437 090a0b0c");
    }

    @Test
    void aHeaderWithoutExtensionEndsIt() throws MalformedException {
        assertReads(
                "03 ffffff" + AUDIO_4 + "01000000 01020304 83 000001 05060708 c3 01000000",
                "1 8 16777216 01020304",
                "1 8 16777217 05060708",
                "1 8 16777218 01000000");
    }

    @Test
    void freshChunkStreamsCountFromZero() throws MalformedException {
        assertReads("40 03 000007 000002 09 bbbb", "0 9 7 bbbb");
        assertReads("a1 000005 a1 000005", "0 0 5 ", "0 0 10 ");
        assertReads("e1 e1", "0 0 0 ", "0 0 0 ");
    }

    @Test
    void aNewHeaderDropsAnUnfinishedMessage() throws MalformedException {
        assertReads("04 000064 000081 09 01000000" + "aa".repeat(128) + "44 000005 000002 09 bbbb", "1 9 105 bbbb");
    }

    @Test
    void anAbortedMessageStillCountsInTime() throws MalformedException {
        assertReads(
                "04 000064 000102 09 01000000" + "aa".repeat(128) + "02 000000 000004 02 00000000 00000004"
                        + "44 000005 000002 09 bbbb",
                "0 2 0 00000004",
                "1 9 105 bbbb");
    }

    @Test
    void abortOfAnythingElseDoesNothing() throws MalformedException {
        String abort = "02 000000 000004 02 00000000";
        assertReads(
                abort + "00000004" + abort + "ffffffff" + abort + "00000002 04 000064 000001 09 01000000 aa",
                "0 2 0 00000004",
                "0 2 0 ffffffff",
                "0 2 0 00000002",
                "1 9 100 aa");
    }

    @Test
    void chunkSizesTakeEffectAtTheNextChunk() throws MalformedException {
        String set = "02 000000 000004 01 00000000";
        assertReads(set + "00000001 04 000064 000003 09 01000000 aa c4 bb c4 cc", "0 1 0 00000001", "1 9 100 aabbcc");
        assertReads(
                "04 000064 000102 09 01000000" + "aa".repeat(128) + set + "7fffffff" + "c4" + "bb".repeat(130),
                "0 1 0 7fffffff",
                "1 9 100 " + "aa".repeat(128) + "bb".repeat(130));
    }
}
