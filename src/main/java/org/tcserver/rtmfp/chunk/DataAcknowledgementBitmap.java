package org.tcserver.rtmfp.chunk;

import java.util.ArrayList;
import java.util.List;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;
import org.tcserver.wire.Vlu;

/**
 * Bitmap Ack: a bit for each sequence number from cumulativeAck + 2 on (RFC 7016 §2.3.13).
 *
 * @param bits the lowest bit of the first byte stands for cumulativeAck + 2; bits ascend from the lowest in each byte
 */
public record DataAcknowledgementBitmap(long flowId, long bufferBlocksAvailable, long cumulativeAck, Bytes bits)
        implements DataAcknowledgement {
    static DataAcknowledgementBitmap read(ByteReader in) throws MalformedException {
        long flowId = ExactVlu.read(in, "flow ID");
        long bufferBlocksAvailable = Vlu.read(in, "buffer blocks available");
        long cumulativeAck = ExactVlu.read(in, "cumulative ack");
        var bits = in.rest();
        if (cumulativeAck > Long.MAX_VALUE - 2 - (long) bits.length() * Byte.SIZE) {
            throw new MalformedException("cumulative ack is too large");
        }
        return new DataAcknowledgementBitmap(flowId, bufferBlocksAvailable, cumulativeAck, bits);
    }

    @Override
    public List<SequenceRange> ranges() {
        var ranges = new ArrayList<SequenceRange>();
        int bitCount = bits.length() * Byte.SIZE;
        for (int from = nextBit(0, true); from < bitCount; ) {
            int to = nextBit(from, false);
            ranges.add(new SequenceRange(cumulativeAck + 2 + from, cumulativeAck + 1 + to));
            from = nextBit(to, true);
        }
        return ranges;
    }

    /**
     * Returns the index of the next bit equal to {@code set}, from {@code index} on, or the number of bits if there is
     * none.
     */
    private int nextBit(int index, boolean set) {
        int bitCount = bits.length() * Byte.SIZE;
        int next = index;
        while (next < bitCount && ((bits.at(next / Byte.SIZE) >> next % Byte.SIZE & 1) != 0) != set) {
            next++;
        }
        return next;
    }

    @Override
    public ChunkType type() {
        return ChunkType.DATA_ACKNOWLEDGEMENT_BITMAP;
    }

    @Override
    public int payloadLength() {
        return Vlu.length(flowId) + Vlu.length(bufferBlocksAvailable) + Vlu.length(cumulativeAck) + bits.length();
    }

    @Override
    public void writePayload(ByteWriter out) {
        Vlu.write(out, flowId);
        Vlu.write(out, bufferBlocksAvailable);
        Vlu.write(out, cumulativeAck);
        out.bytes(bits);
    }
}
