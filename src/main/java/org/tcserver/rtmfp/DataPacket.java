package org.tcserver.rtmfp;

import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.Chunk;
import org.tcserver.rtmfp.chunk.NextUserData;
import org.tcserver.rtmfp.chunk.OptionList;
import org.tcserver.rtmfp.chunk.Packet;
import org.tcserver.rtmfp.chunk.PacketAssembler;
import org.tcserver.rtmfp.chunk.PacketHeader;
import org.tcserver.rtmfp.chunk.UserData;
import org.tcserver.wire.Vlu;

/**
 * A packet of an established session under construction. Detects when a fragment can be encoded as the successor of the
 * previous one (RFC 7016 §3.6.2.3.2). Confined to its session's thread.
 */
final class DataPacket {
    private final PacketAssembler assembler;
    private @Nullable UserData previous;

    /** Creates an empty packet. {@code maxLength}: before encryption, without the prefix that encryption adds. */
    DataPacket(int maxLength) {
        assembler = new PacketAssembler(maxLength);
    }

    boolean isEmpty() {
        return assembler.isEmpty();
    }

    boolean hasUserData() {
        return previous != null;
    }

    /** Returns the length of the longest chunk that still fits, its header included. */
    int remainingLength() {
        return assembler.remainingPayload() + Chunk.HEADER_LENGTH;
    }

    /** Adds {@code chunk}, or returns false if it does not fit. */
    boolean offer(Chunk chunk) {
        return assembler.offer(chunk);
    }

    /**
     * Returns true if the next fragment of this flow needs all its options, because it does not follow another fragment
     * of the flow.
     */
    boolean isFirstOf(long flowId) {
        return previous == null || previous.flowId() != flowId;
    }

    /** Returns the bytes of data that fit into one more fragment with these numbers. */
    int roomForData(long flowId, long sequenceNumber, OptionList options) {
        int numbers = Vlu.length(flowId) + 2 * Vlu.length(sequenceNumber);
        return assembler.remainingPayload() - 1 - numbers - (options.isEmpty() ? 0 : options.length());
    }

    /** Adds a fragment. Returns the length of its chunk, or 0 if it does not fit. */
    int offer(UserData userData) {
        var chunk = follows(userData) ? new NextUserData(userData.fragment()) : userData;
        if (!assembler.offer(chunk)) {
            return 0;
        }
        previous = userData;
        return chunk.length();
    }

    Packet assemble(PacketHeader header) {
        return assembler.assemble(header);
    }

    private boolean follows(UserData next) {
        return previous != null
                && previous.flowId() == next.flowId()
                && previous.sequenceNumber() + 1 == next.sequenceNumber()
                && previous.forwardSequenceNumber() == next.forwardSequenceNumber();
    }
}
