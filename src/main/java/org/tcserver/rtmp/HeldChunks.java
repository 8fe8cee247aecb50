package org.tcserver.rtmp;

import org.tcserver.memory.MemoryAccount;
import org.tcserver.wire.MalformedException;

/**
 * The chunk streams and unfinished messages of a {@link ChunkReader}. Charges both to the client's account, and limits
 * them; the limits are lower until the client has connected. Confined to the connection's reading thread.
 */
final class HeldChunks {
    private final MemoryAccount memory;
    private boolean connected;
    private int streams;
    private int messages;
    private int bytes;

    HeldChunks(MemoryAccount memory) {
        this.memory = memory;
    }

    /** Applies the limits of a connected client from now on. */
    void connected() {
        connected = true;
    }

    boolean isConnected() {
        return connected;
    }

    /** Returns the number of bytes allocated for unfinished messages. */
    int bytes() {
        return bytes;
    }

    void openStream() throws MalformedException {
        int limit = connected ? ChunkParameters.MAX_CHUNK_STREAMS : ChunkParameters.MAX_EARLY_CHUNK_STREAMS;
        if (streams == limit) {
            throw new MalformedException("more than " + limit + " chunk streams" + when());
        }
        streams++;
        memory.charge(ChunkParameters.CHUNK_STREAM_BYTES);
    }

    /** Counts a new message of {@code length} bytes. */
    void beginMessage(int length) throws MalformedException {
        if (!connected && length > ChunkParameters.MAX_EARLY_MESSAGE_BYTES) {
            throw new MalformedException(
                    "message of more than " + ChunkParameters.MAX_EARLY_MESSAGE_BYTES + " bytes" + when());
        }
        if (messages == ChunkParameters.MAX_PARTIAL_MESSAGES) {
            throw new MalformedException("too many unfinished messages");
        }
        messages++;
    }

    /** Counts an allocation of {@code growth} more bytes for a message. */
    void allocate(int growth) throws MalformedException {
        int limit = connected ? ChunkParameters.MAX_PARTIAL_BYTES : ChunkParameters.MAX_EARLY_PARTIAL_BYTES;
        if (bytes + growth > limit) {
            throw new MalformedException("more than " + limit + " bytes in unfinished messages" + when());
        }
        bytes += growth;
        if (!memory.charge(growth)) {
            throw new MalformedException(MemoryAccount.EVICTED);
        }
    }

    /** Releases a complete or dropped message with {@code allocated} bytes. */
    void endMessage(int allocated) {
        messages--;
        bytes -= allocated;
        memory.release(allocated);
    }

    private String when() {
        return connected ? "" : " before connect";
    }
}
