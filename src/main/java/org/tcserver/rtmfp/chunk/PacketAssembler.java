package org.tcserver.rtmfp.chunk;

import java.util.ArrayList;
import java.util.List;

/**
 * Gathers chunks into one packet of limited length. The header comes last, for its flags and timestamps depend on what
 * is in the packet and on when it leaves. Confined to the thread that made it.
 */
public final class PacketAssembler {
    private final int maxChunkBytes;
    private final List<Chunk> chunks = new ArrayList<>();
    private int chunkBytes;

    /** An assembler of packets of at most {@code maxLength} bytes before encryption, with any header. */
    public PacketAssembler(int maxLength) {
        maxChunkBytes = maxLength - PacketHeader.MAX_LENGTH;
    }

    public boolean isEmpty() {
        return chunks.isEmpty();
    }

    /** How long the payload of one more chunk may be; negative if no chunk fits. */
    public int remainingPayload() {
        return Math.min(maxChunkBytes - chunkBytes - Chunk.HEADER_LENGTH, Chunk.MAX_PAYLOAD_LENGTH);
    }

    /** Adds {@code chunk}, or answers false if it does not fit. */
    public boolean offer(Chunk chunk) {
        int payloadLength = chunk.payloadLength();
        if (payloadLength > remainingPayload()) {
            return false;
        }
        chunks.add(chunk);
        chunkBytes += Chunk.HEADER_LENGTH + payloadLength;
        return true;
    }

    /** The packet of all that was added since the last call. */
    public Packet assemble(PacketHeader header) {
        var packet = new Packet(header, chunks);
        chunks.clear();
        chunkBytes = 0;
        return packet;
    }
}
