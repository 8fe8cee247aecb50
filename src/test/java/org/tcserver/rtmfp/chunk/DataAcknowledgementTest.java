package org.tcserver.rtmfp.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

class DataAcknowledgementTest {
    private static final long SEED = 7016;

    /** The bitmap of the specification's figure 4, RFC 7016 §2.3.13. */
    @Test
    void readsABitmap() {
        var ack = new DataAcknowledgementBitmap(5, 127, 16, Bytes.ofHex("7906"));
        assertEquals(
                List.of(new SequenceRange(18, 18), new SequenceRange(21, 24), new SequenceRange(27, 28)), ack.ranges());
    }

    /** Figure 6 of RFC 7016 §2.3.14. */
    @Test
    void leavesOutALastRangeThatIsCutOff() throws Exception {
        var ack = (DataAcknowledgementRanges)
                Chunk.read(ChunkType.DATA_ACKNOWLEDGEMENT_RANGES, Bytes.ofHex("057f1000000183"));
        assertEquals(List.of(new SequenceRange(18, 18)), ack.ranges());
    }

    @Test
    void leavesOutARangeBeyondAllNumbers() throws Exception {
        var ack = (DataAcknowledgementRanges)
                Chunk.read(ChunkType.DATA_ACKNOWLEDGEMENT_RANGES, Bytes.ofHex("0000000000ffffffffffffffff7e00"));
        assertEquals(List.of(new SequenceRange(2, 2)), ack.ranges());
    }

    @Test
    void refusesToWriteRangesWithoutAGap() {
        var ranges = List.of(new SequenceRange(17, 18));
        assertThrows(IllegalArgumentException.class, () -> new DataAcknowledgementRanges(5, 1, 16, ranges));
    }

    @Test
    void readsTheRangesThatItWrote() throws Exception {
        var random = new Random(SEED);
        var samples = new ChunkSamples(random);
        for (int i = 0; i < 5_000; i++) {
            long cumulativeAck = random.nextInt(1 << random.nextInt(30));
            var ack = new DataAcknowledgementRanges(
                    3, 4, cumulativeAck, samples.ranges(cumulativeAck, random.nextInt(6)));
            var out = new ByteWriter();
            ack.writePayload(out);
            assertEquals(ack, Chunk.read(ack.type(), out.toBytes()), "seed " + SEED);
        }
    }

    @Test
    void bitmapAndRangesOfTheSameNumbersAgree() throws Exception {
        var random = new Random(SEED);
        var samples = new ChunkSamples(random);
        for (int i = 0; i < 1_000; i++) {
            var ranges = samples.ranges(16, 1 + random.nextInt(6));
            var bits = new BitSet();
            numbers(ranges).forEach(number -> bits.set((int) (number - 18)));
            var payload = Bytes.ofHex("057f10" + Bytes.wrap(bits.toByteArray()).toHex());
            var ack = (DataAcknowledgement) Chunk.read(ChunkType.DATA_ACKNOWLEDGEMENT_BITMAP, payload);
            assertEquals(ranges, ack.ranges(), "seed " + SEED);
        }
    }

    @Test
    void isCutToTheRoomThereIs() {
        var random = new Random(SEED);
        var samples = new ChunkSamples(random);
        for (int i = 0; i < 300; i++) {
            var ranges = samples.ranges(1, 1 + random.nextInt(30));
            int maxLength = 6 + random.nextInt(40);
            var ack = new DataAcknowledgementRanges(3, 4, 1, ranges).shortenedTo(maxLength);
            assertTrue(ack.length() <= maxLength, "seed " + SEED);
            var acknowledged = numbers(ranges);
            assertTrue(acknowledged.containsAll(numbers(ack.ranges())), "seed " + SEED);
        }
        var none = new DataAcknowledgementRanges(3, 4, 1, List.of(new SequenceRange(3, 3))).shortenedTo(0);
        assertEquals(List.of(), none.ranges());
    }

    private static Set<Long> numbers(List<SequenceRange> ranges) {
        var numbers = new TreeSet<Long>();
        for (var range : ranges) {
            for (long number = range.first(); number <= range.last(); number++) {
                numbers.add(number);
            }
        }
        return numbers;
    }
}
