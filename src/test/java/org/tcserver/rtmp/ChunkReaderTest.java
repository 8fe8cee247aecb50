package org.tcserver.rtmp;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.tcserver.testing.TestMemory;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

class ChunkReaderTest {
    private final ChunkReader reader = connectedReader();

    /** A chunk of type 0 on a chunk stream from 64 on, with the first {@code sent} bytes of a message. */
    private static ByteBuffer chunk(int chunkStreamId, int length, int sent) {
        int id = chunkStreamId - 64;
        var out = new ByteWriter(sent + 14).u8(1).u8(id).u8(id >> 8);
        out.u24(0).u24(length).u8(9).u32(0x01000000);
        return ByteBuffer.wrap(out.bytes(Bytes.wrap(new byte[sent])).toBytes().toArray());
    }

    private void fillStreams(int count, int length, int sent) throws MalformedException {
        for (int i = 0; i < count; i++) {
            assertNull(reader.next(chunk(64 + i, length, sent)));
        }
    }

    @Test
    void headersAloneCostNothing() throws MalformedException {
        reader.chunkSize(Integer.MAX_VALUE);
        assertNull(reader.next(chunk(64, 0xffffff, 0)));
        assertEquals(0, reader.held().bytes());
        assertNull(reader.next(ByteBuffer.wrap(new byte[1])));
        assertEquals(ChunkParameters.FIRST_ALLOCATION, reader.held().bytes());
    }

    @Test
    void memoryGrowsWithTheData() throws MalformedException {
        reader.chunkSize(Integer.MAX_VALUE);
        assertNull(reader.next(chunk(64, 10_000_000, 0)));
        for (int sent = 10_000; sent < 10_000_000; sent += 10_000) {
            assertNull(reader.next(ByteBuffer.allocate(10_000)));
            assertTrue(reader.held().bytes() <= Math.max(2 * sent, 64 << 10), "after " + sent);
        }
        var message = reader.next(ByteBuffer.allocate(10_000));
        assertNotNull(message);
        assertEquals(10_000_000, message.message().payload().length());
        assertEquals(0, reader.held().bytes());
    }

    @Test
    void whereLongMessagesCameRoomIsMadeAtOnce() throws MalformedException {
        reader.chunkSize(Integer.MAX_VALUE);
        assertNotNull(reader.next(chunk(64, 300_000, 300_000)));
        reader.chunkSize(1);
        assertNull(reader.next(chunk(64, 250_000, 1)));
        assertEquals(250_000, reader.held().bytes());
        assertNull(reader.next(chunk(64, 16_000_000, 1)));
        assertEquals(300_000, reader.held().bytes());
    }

    @Test
    void theLargestMessageFitsWithOthersBesideIt() throws MalformedException {
        reader.chunkSize(Integer.MAX_VALUE);
        assertNull(reader.next(chunk(100, 50_000, 0)));
        reader.abort(100);
        var large = chunk(64, 0xffffff, 0xffffff);
        assertNotNull(reader.next(large));
        reader.chunkSize(100);
        fillStreams(10, 50_000, 100);
        assertEquals(500_000, reader.held().bytes());
    }

    @Test
    void tooMuchInUnfinishedMessagesIsRefused() throws MalformedException {
        reader.chunkSize(600_000);
        fillStreams(17, 0xffffff, 600_000);
        assertThrows(MalformedException.class, () -> fillStreams(60, 0xffffff, 600_000));
        assertTrue(reader.held().bytes() <= ChunkParameters.MAX_PARTIAL_BYTES);
    }

    @Test
    void tooManyUnfinishedMessagesAreRefused() throws MalformedException {
        fillStreams(64, 1_000, 128);
        var e = assertThrows(MalformedException.class, () -> reader.next(chunk(200, 1_000, 128)));
        assertEquals("too many unfinished messages", e.getMessage());
    }

    @Test
    void abortedMessagesMakeRoom() throws MalformedException {
        fillStreams(64, 1_000, 128);
        reader.abort(64);
        assertNull(reader.next(chunk(200, 1_000, 128)));
        assertEquals(64_000, reader.held().bytes());
    }

    @Test
    void tooManyChunkStreamsAreRefused() throws MalformedException {
        for (int i = 0; i < ChunkParameters.MAX_CHUNK_STREAMS; i++) {
            assertNotNull(reader.next(chunk(64 + i, 1, 1)));
        }
        assertNotNull(reader.next(chunk(64, 1, 1)));
        assertThrows(MalformedException.class, () -> reader.next(chunk(64_000, 1, 1)));
    }

    @Test
    void payloadsHaveTheirOwnArrays() throws MalformedException {
        var input = chunk(64, 3, 3);
        var message = reader.next(input);
        assertNotNull(message);
        input.put(14, (byte) 7);
        assertEquals("000000", message.message().payload().toHex());
    }

    @Test
    void chargesChunkStreamsAndUnfinishedMessagesToTheAccount() throws MalformedException {
        var memory = TestMemory.account(0);
        var charged = new ChunkReader(memory);
        charged.held().connected();
        charged.chunkSize(1 << 20);
        charged.next(firstByte(100_000));
        assertEquals(ChunkParameters.CHUNK_STREAM_BYTES + ChunkParameters.FIRST_ALLOCATION, memory.stateBytes());
        charged.next(ByteBuffer.allocate(99_999));
        assertEquals(ChunkParameters.CHUNK_STREAM_BYTES, memory.stateBytes());
    }

    @Test
    void allowsTenChunkStreamsBeforeConnect() throws MalformedException {
        var early = new ChunkReader(TestMemory.account(0));
        for (int id = 2; id < 12; id++) {
            early.next(emptyMessage(id));
        }
        assertThrows(MalformedException.class, () -> early.next(emptyMessage(12)));
    }

    @Test
    void refusesALongMessageBeforeConnectByItsHeader() {
        var early = new ChunkReader(TestMemory.account(0));
        assertThrows(
                MalformedException.class, () -> early.next(firstByte(ChunkParameters.MAX_EARLY_MESSAGE_BYTES + 1)));
        assertDoesNotThrow(
                () -> new ChunkReader(TestMemory.account(0)).next(firstByte(ChunkParameters.MAX_EARLY_MESSAGE_BYTES)));
    }

    @Test
    void limitsUnfinishedMessagesBeforeConnect() throws MalformedException {
        var early = new ChunkReader(TestMemory.account(0));
        assertNull(early.next(firstChunk(5)));
        assertNull(early.next(firstChunk(6)));
        assertThrows(MalformedException.class, () -> early.next(firstChunk(7)));
    }

    /** The first chunk of a message of 64 KiB. */
    private static ByteBuffer firstChunk(int id) {
        return ByteBuffer.allocate(12 + ChunkParameters.DEFAULT_CHUNK_SIZE)
                .put((byte) id)
                .put(4, (byte) (ChunkParameters.MAX_EARLY_MESSAGE_BYTES >> 16))
                .rewind();
    }

    private static ChunkReader connectedReader() {
        var connected = new ChunkReader(TestMemory.account(0));
        connected.held().connected();
        return connected;
    }

    /** A message without content on a chunk stream. */
    private static ByteBuffer emptyMessage(int id) {
        return ByteBuffer.allocate(12).put((byte) id).rewind();
    }

    /** The first byte of a message. */
    private static ByteBuffer firstByte(int length) {
        return ByteBuffer.allocate(13)
                .put((byte) 5)
                .put(Bytes.ofHex("000000").toByteBuffer())
                .put((byte) (length >> 16))
                .putShort((short) length)
                .put((byte) 9)
                .putInt(0)
                .put((byte) 0)
                .flip();
    }
}
