package org.tcserver.rtmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.tcserver.tc.MessageType;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.ProtocolFigures;
import org.tcserver.tc.QueueLimits;
import org.tcserver.tc.SendQueue;
import org.tcserver.tc.TcMessage;
import org.tcserver.testing.TestMemory;
import org.tcserver.wire.Bytes;

class ChunkWriterTest {
    private final SendQueue queue =
            new SendQueue(new QueueLimits(1 << 20), TestMemory.account(1 << 20), new ProtocolFigures().open("test"));
    private final SendQueue.Lane immediate = queue.addLane();
    private final SendQueue.Lane video = queue.addLane(immediate);
    private final ChunkWriter writer = new ChunkWriter(queue, immediate, video);

    private void offer(int streamId, int type, int timestamp, String payloadHex) {
        var message = new TcMessage(type, timestamp, Bytes.ofHex(payloadHex));
        var lane = message.kind().isImmediate() ? immediate : video;
        queue.offer(lane, Outgoing.permanent(streamId, message), 0);
    }

    private void setChunkSize(int bytes) {
        offer(0, 1, 0, HexFormat.of().toHexDigits(bytes));
        written(64);
    }

    private String written(int room) {
        var target = ByteBuffer.allocate(room);
        writer.fill(target, room, 0);
        return HexFormat.of().formatHex(target.array(), 0, target.position());
    }

    private int writtenWithin(int allowance) {
        var target = ByteBuffer.allocate(1_000);
        writer.fill(target, allowance, 0);
        return target.position();
    }

    @Test
    void aMessageBeginsWithAType0Header() {
        offer(1, MessageType.AUDIO, 0x010203, "af01ff");
        assertEquals("05010203000003080100000" + "0" + "af01ff", written(64));
        assertEquals(1, writer.takeMessagesFinished());
        assertFalse(writer.hasMore());
    }

    @Test
    void finishesWhatHasBegunAndBeginsNothingBeyondTheAllowance() {
        setChunkSize(10);
        offer(1, MessageType.VIDEO, 0, "17" + "00".repeat(39));
        offer(1, MessageType.VIDEO, 0, "27" + "00".repeat(39));
        assertEquals(0, writtenWithin(0), "nothing has begun");
        assertEquals(12 + 40 + 3, writtenWithin(1), "all of the first");
        assertEquals(0, writtenWithin(0), "and nothing of the second");
        assertTrue(writer.hasMore());
        assertEquals(12 + 40 + 3, writtenWithin(1));
        assertFalse(writer.hasMore());
    }

    @Test
    void anAudioMessageDoesNotBeginBeyondTheAllowanceWithinAVideoMessage() {
        setChunkSize(10);
        offer(1, MessageType.VIDEO, 0, "17" + "00".repeat(99));
        written(40);
        offer(1, MessageType.AUDIO, 0, "af01ff");
        offer(1, MessageType.VIDEO, 0, "27" + "00".repeat(99));
        writer.takeMessagesFinished();
        writtenWithin(0);
        assertEquals(1, writer.takeMessagesFinished(), "only the video message that had begun");
        assertEquals(0, writtenWithin(0));
    }

    @Test
    void controlMessagesGoOnChunkStreamTwo() {
        offer(0, 5, 0, "00010000");
        assertEquals("02000000000004050000000000010000", written(64));
    }

    @Test
    void anExtendedTimestampIsRepeatedInEachChunk() {
        setChunkSize(2);
        offer(1, MessageType.VIDEO, 0xffffff, "170203");
        assertEquals("06ffffff0000030901000000" + "00ffffff" + "1702" + "c6" + "00ffffff" + "03", written(128));
    }

    @Test
    void theLastTimestampBelowIsNotExtended() {
        offer(1, MessageType.AUDIO, 0xfffffe, "af");
        assertEquals("05fffffe0000010801000000af", written(64));
    }

    @Test
    void audioOvertakesTheRestOfAVideoMessageAtAChunkBoundary() {
        setChunkSize(4);
        offer(1, MessageType.VIDEO, 0, "170000000102030405");
        assertEquals("060000000000090901000000" + "17000000", written(ChunkWriter.MAX_HEADER_BYTES + 1));
        offer(1, MessageType.AUDIO, 1, "af01");
        assertEquals("050000010000020801000000" + "af01" + "c6" + "01020304" + "c6" + "05", written(128));
    }

    @Test
    void aChunkMayBeCutAnywhereByTheRoomThereIs() {
        offer(1, MessageType.VIDEO, 0, "1700000001020304050607080910");
        var all = new StringBuilder();
        while (writer.hasMore()) {
            all.append(written(ChunkWriter.MAX_HEADER_BYTES + 1));
        }
        assertEquals("06000000" + "00000e" + "09" + "01000000" + "1700000001020304050607080910", all.toString());
    }

    @Test
    void anEmptyMessageIsAHeaderAlone() {
        offer(1, MessageType.VIDEO, 7, "");
        assertEquals("060000070000000901000000", written(64));
        assertEquals(1, writer.takeMessagesFinished());
    }

    @Test
    void chunkStreamIdsOfManyStreamsTakeTwoAndThreeBytes() {
        offer(30, MessageType.AUDIO, 0, "01");
        assertTrue(written(64).startsWith("001c"), "4 + 29 * 3 + 1 = 92");
        offer(1024, MessageType.VIDEO, 0, "01");
        assertTrue(written(64).startsWith("01c30b"), "4 + 1023 * 3 + 2 = 3075");
    }
}
