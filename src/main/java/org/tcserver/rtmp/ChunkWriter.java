package org.tcserver.rtmp;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.SendQueue;

/**
 * A writer that splits messages from a {@link SendQueue} into chunks (RTMP 1.0 §5.3.1). Immediate messages go between
 * two chunks of a video message. Every message starts with a type 0 header and continues with type 3, with the extended
 * timestamp repeated. Every client supports this.
 *
 * <p>The writer always completes a message that it has started, because an abort mid-message breaks common players.
 * Confined to the connection's loop thread.
 */
final class ChunkWriter {
    /** The longest header: basic header, message header and extended timestamp. */
    static final int MAX_HEADER_BYTES = 3 + 11 + 4;

    private static final int DEFAULT_CHUNK_BYTES = 128;
    private static final int EXTENDED_TIMESTAMP = 0xffffff;
    private static final int SET_CHUNK_SIZE = 1;
    private static final int CONTROL_CHUNK_STREAM = 2;
    private static final int COMMAND_CHUNK_STREAM = 3;
    private static final int FIRST_STREAM_CHUNK_STREAM = 4;
    private static final int CHUNK_STREAMS_PER_STREAM = 3;

    /** A message that is partly written. */
    private static final class Partial {
        @Nullable Outgoing out;

        int sent;
        int chunkRest;
    }

    private final SendQueue queue;
    private final SendQueue.Lane immediateLane;
    private final SendQueue.Lane videoLane;
    private final Partial immediate = new Partial();
    private final Partial video = new Partial();
    private @Nullable Partial inChunk;
    private int chunkBytes = DEFAULT_CHUNK_BYTES;
    private int messagesFinished;

    ChunkWriter(SendQueue queue, SendQueue.Lane immediateLane, SendQueue.Lane videoLane) {
        this.queue = queue;
        this.immediateLane = immediateLane;
        this.videoLane = videoLane;
    }

    /**
     * Writes queued messages to {@code target} while there is room. Drops expired messages.
     *
     * @param allowance the number of bytes after which no further message starts; started messages may continue
     */
    void fill(ByteBuffer target, int allowance, long nowNanos) {
        int end = target.position() + Math.min(allowance, target.remaining());
        while (target.remaining() > MAX_HEADER_BYTES) {
            boolean mayBegin = target.position() < end;
            var partial = inChunk != null ? inChunk : next(mayBegin, nowNanos);
            if (partial == null) {
                return;
            }
            write(partial, target, nowNanos);
        }
    }

    /**
     * Completes the chunk in which the last {@link #fill} ended, and appends a control message. Returns false, and
     * writes nothing, if {@code target} has no room for both.
     */
    boolean interpose(Outgoing control, ByteBuffer target, long nowNanos) {
        int rest = inChunk == null ? 0 : inChunk.chunkRest;
        if (target.remaining() < rest + MAX_HEADER_BYTES + control.length()) {
            return false;
        }
        if (inChunk != null) {
            write(inChunk, target, nowNanos);
        }
        writeHeader(control, true, target);
        control.message().payload().copyTo(target, 0, control.length());
        return true;
    }

    /** Returns true if a message is partly written or queued. */
    boolean hasMore() {
        return immediate.out != null || video.out != null || !immediateLane.isEmpty() || !videoLane.isEmpty();
    }

    /** Returns the number of messages completed since the last call. */
    int takeMessagesFinished() {
        int finished = messagesFinished;
        messagesFinished = 0;
        return finished;
    }

    private @Nullable Partial next(boolean mayBegin, long nowNanos) {
        if (isActive(immediate, immediateLane, mayBegin, nowNanos)) {
            return immediate;
        }
        return isActive(video, videoLane, mayBegin, nowNanos) ? video : null;
    }

    private boolean isActive(Partial partial, SendQueue.Lane lane, boolean mayBegin, long nowNanos) {
        if (partial.out == null && mayBegin && !lane.isEmpty()) {
            partial.out = queue.poll(lane, nowNanos);
            partial.sent = 0;
        }
        return partial.out != null;
    }

    private void write(Partial partial, ByteBuffer target, long nowNanos) {
        var out = Objects.requireNonNull(partial.out);
        if (inChunk == null) {
            writeHeader(out, partial.sent == 0, target);
            partial.chunkRest = Math.min(chunkBytes, out.length() - partial.sent);
            inChunk = partial;
        }
        int count = Math.min(partial.chunkRest, target.remaining());
        out.message().payload().copyTo(target, partial.sent, count);
        partial.sent += count;
        partial.chunkRest -= count;
        if (partial.chunkRest == 0) {
            inChunk = null;
            if (partial.sent == out.length()) {
                queue.sent(out, nowNanos);
                finish(partial, out);
            }
        }
    }

    private void finish(Partial partial, Outgoing out) {
        partial.out = null;
        messagesFinished++;
        if (out.message().type() == SET_CHUNK_SIZE) {
            chunkBytes = out.message().payload().toByteBuffer().getInt();
        }
    }

    private static void writeHeader(Outgoing out, boolean isFirst, ByteBuffer target) {
        writeBasicHeader(isFirst ? 0 : 3, chunkStream(out), target);
        boolean isExtended = Integer.compareUnsigned(out.timestamp(), EXTENDED_TIMESTAMP) >= 0;
        if (isFirst) {
            putU24(isExtended ? EXTENDED_TIMESTAMP : out.timestamp(), target);
            putU24(out.length(), target);
            target.put((byte) out.message().type());
            target.putInt(Integer.reverseBytes(out.streamId()));
        }
        if (isExtended) {
            target.putInt(out.timestamp());
        }
    }

    private static void writeBasicHeader(int format, int chunkStream, ByteBuffer target) {
        if (chunkStream < 64) {
            target.put((byte) (format << 6 | chunkStream));
        } else if (chunkStream < 320) {
            target.put((byte) (format << 6)).put((byte) (chunkStream - 64));
        } else {
            target.put((byte) (format << 6 | 1));
            target.put((byte) (chunkStream - 64)).put((byte) ((chunkStream - 64) >> 8));
        }
    }

    private static void putU24(int value, ByteBuffer target) {
        target.put((byte) (value >> 16)).putShort((short) value);
    }

    /** Returns the chunk stream of a message. Each kind on each message stream has its own, which never changes. */
    private static int chunkStream(Outgoing out) {
        if (out.message().type() <= 6) {
            return CONTROL_CHUNK_STREAM;
        }
        if (out.streamId() == 0) {
            return COMMAND_CHUNK_STREAM;
        }
        int first = FIRST_STREAM_CHUNK_STREAM + (out.streamId() - 1) * CHUNK_STREAMS_PER_STREAM;
        return switch (out.kind()) {
            case DATA -> first;
            case AUDIO -> first + 1;
            case VIDEO -> first + 2;
        };
    }
}
