package org.tcserver.rtmfp.chunk;

import java.util.ArrayList;
import java.util.List;

/**
 * A builder of one packet of limited length. The header comes last, because its flags and timestamps depend on the
 * content and the time of sending. Confined to the thread that created it.
 */
public final class PacketAssembler {
    private final int maxChunkBytes;
    private final List<Chunk> chunks = new ArrayList<>();
    private int chunkBytes;

    /** Creates an assembler of packets of at most {@code maxLength} bytes before encryption, with any header. */
    public PacketAssembler(int maxLength) {
        maxChunkBytes = maxLength - PacketHeader.MAX_LENGTH;
    }

    public boolean isEmpty() {
        return chunks.isEmpty();
    }

    /** Returns the longest payload of one more chunk; negative if no chunk fits. */
    public int remainingPayload() {
        return Math.min(maxChunkBytes - chunkBytes - Chunk.HEADER_LENGTH, Chunk.MAX_PAYLOAD_LENGTH);
    }

    /** Adds {@code chunk}, or returns false if it does not fit. */
    public boolean offer(Chunk chunk) {
        int payloadLength = chunk.payloadLength();
        if (payloadLength > remainingPayload()) {
            return false;
        }
        chunks.add(chunk);
        chunkBytes += Chunk.HEADER_LENGTH + payloadLength;
        return true;
    }

    /** Returns the packet of all chunks added since the last call. */
    public Packet assemble(PacketHeader header) {
        var packet = new Packet(header, chunks);
        chunks.clear();
        chunkBytes = 0;
        return packet;
    }
}
