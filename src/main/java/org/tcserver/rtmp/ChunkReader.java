package org.tcserver.rtmp;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcserver.memory.MemoryAccount;
import org.tcserver.wire.MalformedException;

/**
 * Puts the messages of a chunk stream connection together (RTMP 1.0 §5.3, errata §4 to §6).
 *
 * <p>The connection hands in buffers as the socket filled them and takes messages out until there are no more; protocol
 * control messages come out like others, and it is the caller who applies them ({@link #chunkSize(int)}, {@link
 * #abort(long)}) before it asks for the next message.
 *
 * <p>Where the specification leaves room: a type 0, 1 or 2 chunk always begins a message, and drops an unfinished one on
 * that chunk stream; a type 3 chunk that begins a message repeats the last delta, which after a type 0 chunk is that
 * chunk's timestamp (§5.3.1.2.4); chunk streams that nothing was sent on count as having begun with zeros; the
 * extended timestamp of a type 3 chunk may be missing.
 *
 * <p>{@link HeldChunks} bounds what a peer can make it hold. Confined to the connection's reading thread.
 */
final class ChunkReader {
    private static final int DIRECT_IDS = 64;

    private final ChunkInput input = new ChunkInput(ChunkHeader.MAX_LENGTH);
    private final ChunkHeader header = new ChunkHeader();
    private final @Nullable ChunkStream[] direct = new @Nullable ChunkStream[DIRECT_IDS];
    private final Map<Integer, ChunkStream> others = new HashMap<>();
    private final HeldChunks held;
    private int chunkSize = ChunkParameters.DEFAULT_CHUNK_SIZE;

    /** The chunk stream whose chunk is being read, and what that chunk still lacks. */
    private @Nullable ChunkStream current;

    private int chunkMissing;

    /** {@code memory} is charged for chunk streams and unfinished messages. */
    ChunkReader(MemoryAccount memory) {
        held = new HeldChunks(memory);
    }

    /** What this reader holds, and its limits. */
    HeldChunks held() {
        return held;
    }

    /** {@code size}: 1 to 2^31 − 1, for all chunks from the next on. */
    void chunkSize(int size) {
        chunkSize = size;
    }

    /** Drops the unfinished message of a chunk stream, if there is one (§5.4.2). */
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
     * The next complete message, or null once {@code buffer} is used up. Consumes what it needs and, with null, all of
     * the buffer, which may end anywhere.
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

    /** Consumes a chunk header; null if it is not all there yet. */
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

    /** True once the chunk is complete. */
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
