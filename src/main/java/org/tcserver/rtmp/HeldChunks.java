package org.tcserver.rtmp;

import org.tcserver.memory.MemoryAccount;
import org.tcserver.wire.MalformedException;

/**
 * What a client makes a {@link ChunkReader} hold: chunk streams and unfinished messages. It charges both to the client's
 * account and limits them, strictly until the client has connected. Confined to the connection's reading thread.
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

    /** The client has connected: from now on the limits are those of a client. */
    void connected() {
        connected = true;
    }

    boolean isConnected() {
        return connected;
    }

    /** Bytes allocated for unfinished messages. */
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

    /** A message of {@code length} bytes begins. */
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

    /** The allocation of a message grows by {@code growth}. */
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

    /** A message for which {@code allocated} bytes were allocated is complete or dropped. */
    void endMessage(int allocated) {
        messages--;
        bytes -= allocated;
        memory.release(allocated);
    }

    private String when() {
        return connected ? "" : " before connect";
    }
}
