package org.tcserver.rtmp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

class PartialBudgetTest {
    private final PartialBudget budget = new PartialBudget(100);
    private final List<String> givenUp = new ArrayList<>();
    private final PartialBudget.Share small = budget.share(() -> givenUp.add("small"));
    private final PartialBudget.Share large = budget.share(() -> givenUp.add("large"));
    private final PartialBudget.Share newcomer = budget.share(() -> givenUp.add("newcomer"));

    @Test
    void givesUpWhoHoldsMostOnceItIsTooMuch() {
        small.hold(20);
        large.hold(60);
        newcomer.hold(20);
        assertEquals(List.of(), givenUp);
        newcomer.hold(21);
        assertEquals(List.of("large"), givenUp);
        large.hold(90);
        newcomer.hold(79);
        assertEquals(List.of("large"), givenUp, "who is given up does not count");
        newcomer.hold(81);
        assertEquals(List.of("large", "newcomer"), givenUp);
    }

    @Test
    void whatIsFinishedCountsNoLonger() {
        large.hold(100);
        large.hold(0);
        small.hold(100);
        assertEquals(List.of(), givenUp);
    }

    @Test
    void aReaderTellsWhatItsUnfinishedMessagesHold() throws MalformedException {
        var told = new ArrayList<Integer>();
        var reader = new ChunkReader(told::add);
        reader.chunkSize(1 << 20);
        reader.next(start(5, 1000));
        assertEquals(List.of(), told, "not worth counting");
        reader.next(ByteBuffer.allocate(999));
        reader.next(start(5, 100_000));
        assertEquals(List.of(ChunkParameters.FIRST_ALLOCATION), told);
        reader.next(ByteBuffer.allocate(99_999));
        assertEquals(0, told.getLast());
        assertEquals(0, reader.partialBytes());
    }

    /** The first byte of a message. */
    private static ByteBuffer start(int chunkStreamId, int length) {
        return ByteBuffer.allocate(13)
                .put((byte) chunkStreamId)
                .put(Bytes.ofHex("000000").toByteBuffer())
                .put((byte) (length >> 16))
                .putShort((short) length)
                .put((byte) 9)
                .putInt(0)
                .put((byte) 0)
                .flip();
    }
}
