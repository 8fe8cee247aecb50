package org.tcserver.rtmfp.chunk;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;
import org.tcserver.wire.Vlu;

/** Range Ack: alternating runs of missing and received numbers (RFC 7016 §2.3.14). */
public record DataAcknowledgementRanges(
        long flowId, long bufferBlocksAvailable, long cumulativeAck, List<SequenceRange> ranges)
        implements DataAcknowledgement {
    public DataAcknowledgementRanges {
        ranges = List.copyOf(ranges);
        long before = cumulativeAck;
        for (var range : ranges) {
            if (range.first() < before + 2) {
                throw new IllegalArgumentException("no gap before " + range);
            }
            before = range.last();
        }
    }

    /** Reads an acknowledgement. Ignores a truncated last range, as the specification requires. */
    static DataAcknowledgementRanges read(ByteReader in) throws MalformedException {
        long flowId = ExactVlu.read(in, "flow ID");
        long bufferBlocksAvailable = Vlu.read(in, "buffer blocks available");
        long cumulativeAck = ExactVlu.read(in, "cumulative ack");
        var ranges = new ArrayList<SequenceRange>();
        var range = readRange(in, cumulativeAck);
        while (range != null) {
            ranges.add(range);
            range = readRange(in, range.last());
        }
        return new DataAcknowledgementRanges(flowId, bufferBlocksAvailable, cumulativeAck, ranges);
    }

    private static @Nullable SequenceRange readRange(ByteReader in, long before) {
        try {
            long holes = ExactVlu.read(in, "holes") + 1;
            long received = ExactVlu.read(in, "received") + 1;
            return holes > Long.MAX_VALUE - 1 - before - received
                    ? null
                    : new SequenceRange(before + holes + 1, before + holes + received);
        } catch (MalformedException e) {
            return null;
        }
    }

    /**
     * Returns this acknowledgement with the leading ranges that fit into {@code maxLength} bytes of the whole chunk.
     */
    public DataAcknowledgementRanges shortenedTo(int maxLength) {
        int count = 0;
        int length = HEADER_LENGTH + numbersLength();
        long before = cumulativeAck;
        while (count < ranges.size()) {
            length += rangeLength(before, ranges.get(count));
            if (length > maxLength) {
                break;
            }
            before = ranges.get(count++).last();
        }
        return count == ranges.size()
                ? this
                : new DataAcknowledgementRanges(flowId, bufferBlocksAvailable, cumulativeAck, ranges.subList(0, count));
    }

    @Override
    public ChunkType type() {
        return ChunkType.DATA_ACKNOWLEDGEMENT_RANGES;
    }

    @Override
    public int payloadLength() {
        return numbersLength() + rangesLength();
    }

    @Override
    public void writePayload(ByteWriter out) {
        Vlu.write(out, flowId);
        Vlu.write(out, bufferBlocksAvailable);
        Vlu.write(out, cumulativeAck);
        long before = cumulativeAck;
        for (var range : ranges) {
            Vlu.write(out, holesMinusOne(before, range));
            Vlu.write(out, receivedMinusOne(range));
            before = range.last();
        }
    }

    private int rangesLength() {
        int length = 0;
        long before = cumulativeAck;
        for (var range : ranges) {
            length += rangeLength(before, range);
            before = range.last();
        }
        return length;
    }

    private int numbersLength() {
        return Vlu.length(flowId) + Vlu.length(bufferBlocksAvailable) + Vlu.length(cumulativeAck);
    }

    private static int rangeLength(long before, SequenceRange range) {
        return Vlu.length(holesMinusOne(before, range)) + Vlu.length(receivedMinusOne(range));
    }

    private static long holesMinusOne(long before, SequenceRange range) {
        return range.first() - before - 2;
    }

    private static long receivedMinusOne(SequenceRange range) {
        return range.last() - range.first();
    }
}
