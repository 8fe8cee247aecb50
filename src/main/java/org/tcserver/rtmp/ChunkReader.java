package org.tcserver.rtmp;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcserver.memory.MemoryAccount;
import org.tcserver.wire.MalformedException;

/**
 * A reassembler of messages from chunks (RTMP 1.0 §5.3, errata §4 to §6).
 *
 * <p>The connection passes in each buffer that the socket filled, and takes messages until none is left. The reader
 * returns protocol control messages like any others. The caller applies them ({@link #chunkSize(int)}, {@link
 * #abort(long)}) before it requests the next message.
 *
 * <p>The reader decides as follows where the specification is open. A type 0, 1 or 2 chunk always starts a message, and
 * drops an unfinished one on its chunk stream. A type 3 chunk that starts a message repeats the last delta; after a
 * type 0 chunk that is the chunk's timestamp (§5.3.1.2.4). The fields of an unused chunk stream are zero. The extended
 * timestamp of a type 3 chunk may be missing.
 *
 * <p>{@link HeldChunks} limits the memory that a peer can make it use. Confined to the connection's reading thread.
 */
final class ChunkReader {
    private static final int DIRECT_IDS = 64;

    private final ChunkInput input = new ChunkInput(ChunkHeader.MAX_LENGTH);
    private final ChunkHeader header = new ChunkHeader();
    private final @Nullable ChunkStream[] direct = new @Nullable ChunkStream[DIRECT_IDS];
    private final Map<Integer, ChunkStream> others = new HashMap<>();
    private final HeldChunks held;
    private int chunkSize = ChunkParameters.DEFAULT_CHUNK_SIZE;

    /** The chunk stream of the chunk being read, and the number of bytes that the chunk still lacks. */
    private @Nullable ChunkStream current;

    private int chunkMissing;

    /** Creates a reader. {@code memory} is charged for chunk streams and unfinished messages. */
    ChunkReader(MemoryAccount memory) {
        held = new HeldChunks(memory);
    }

    /** Returns the memory that this reader uses, and its limits. */
    HeldChunks held() {
        return held;
    }

    /** Sets the size of all later chunks. {@code size}: 1 to 2^31 − 1. */
    void chunkSize(int size) {
        chunkSize = size;
    }

    /** Drops the unfinished message of a chunk stream, if any (§5.4.2). */
    void abort(long chunkStreamId) {
        if (chunkStreamId >= 0 && chunkStreamId <= Integer.MAX_VALUE) {
            var stream = find((int) chunkStreamId);
            if (stream != null && stream.isStarted()) {
                release(stream);
                stream.discard();
            }
        }
    }

    /**
     * Returns the next complete message and consumes only its bytes. Returns null if there is none, and consumes all of
     * {@code buffer}. The buffer may end anywhere.
     */
    @Nullable RtmpMessage next(ByteBuffer buffer) throws MalformedException {
        input.append(buffer);
        while (true) {
            var stream = current;
            if (stream == null) {
                stream = startChunk();
                if (stream == null) {
                    input.keep();
                    return null;
                }
            }
            if (!readChunk(stream)) {
                input.keep();
                return null;
            }
            current = null;
            if (stream.missing() == 0) {
                release(stream);
                return stream.finish();
            }
        }
    }

    /** Consumes a chunk header. Returns null if it is incomplete. */
    private @Nullable ChunkStream startChunk() throws MalformedException {
        int length = header.peek(input);
        if (length == 0) {
            return null;
        }
        var stream = find(header.chunkStreamId);
        if (header.type == 3 && stream != null && stream.isExtended()) {
            int extension = header.repeatsExtendedTimestamp(input, stream.extendedTimestamp());
            if (extension < 0) {
                return null;
            }
            length += extension;
        }
        input.skip(length);
        if (stream == null) {
            stream = open(header.chunkStreamId);
        }
        beginMessage(stream);
        chunkMissing = Math.min(chunkSize, stream.missing());
        current = stream;
        return stream;
    }

    private void beginMessage(ChunkStream stream) throws MalformedException {
        if (stream.isStarted()) {
            if (header.type == 3) {
                return;
            }
            release(stream);
            stream.discard();
        }
        stream.start(header);
        held.beginMessage(stream.missing());
    }

    /** Reads bytes of a chunk. Returns true once the chunk is complete. */
    private boolean readChunk(ChunkStream stream) throws MalformedException {
        int count = Math.min(chunkMissing, input.remaining());
        if (count > 0) {
            reserve(stream, count);
            stream.read(input, count);
            chunkMissing -= count;
        }
        return chunkMissing == 0;
    }

    private void reserve(ChunkStream stream, int count) throws MalformedException {
        int trusted = Math.max(0, ChunkParameters.TRUSTED_ALLOCATION - held.bytes());
        int allocation = stream.allocationFor(count, trusted);
        int growth = allocation - stream.allocated();
        if (growth > 0) {
            held.allocate(growth);
            stream.reserve(allocation);
        }
    }

    private void release(ChunkStream stream) {
        held.endMessage(stream.allocated());
    }

    private @Nullable ChunkStream find(int id) {
        return id < DIRECT_IDS ? direct[id] : others.get(id);
    }

    private ChunkStream open(int id) throws MalformedException {
        held.openStream();
        var stream = new ChunkStream();
        if (id < DIRECT_IDS) {
            direct[id] = stream;
        } else {
            others.put(id, stream);
        }
        return stream;
    }
}
