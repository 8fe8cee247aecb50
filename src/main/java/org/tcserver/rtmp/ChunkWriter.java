package org.tcserver.rtmp;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.SendQueue;

/**
 * Cuts messages into chunks (RTMP 1.0 §5.3.1) as they are taken from a {@link SendQueue}. Between two chunks of a video
 * message, whatever is immediate goes first. Every message begins with a type 0 header and goes on with type 3, with the
 * extended timestamp repeated, which is what every client understands.
 *
 * <p>Once it has taken a message it sends all of it: to abort one in its middle breaks common players. Confined to the
 * connection's loop thread.
 */
final class ChunkWriter {
    /** Basic header, message header and extended timestamp at their longest. */
    static final int MAX_HEADER_BYTES = 3 + 11 + 4;

    private static final int DEFAULT_CHUNK_BYTES = 128;
    private static final int EXTENDED_TIMESTAMP = 0xffffff;
    private static final int SET_CHUNK_SIZE = 1;
    private static final int CONTROL_CHUNK_STREAM = 2;
    private static final int COMMAND_CHUNK_STREAM = 3;
    private static final int FIRST_STREAM_CHUNK_STREAM = 4;
    private static final int CHUNK_STREAMS_PER_STREAM = 3;

    /** A message of which some chunks are written. */
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
     * Fills {@code target} with what is due, as far as it has room. Messages that are late are dropped instead.
     *
     * @param allowance no message begins once so many bytes were written; the rest of those that have begun may follow
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
     * Finishes the chunk in which the last {@link #fill} ended and puts a control message behind it, if {@code target} has
     * room for both; returns whether it had.
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

    /** True if something was left, or waits in the queue. */
    boolean hasMore() {
        return immediate.out != null || video.out != null || !immediateLane.isEmpty() || !videoLane.isEmpty();
    }

    /** Messages whose last byte was written since this was last asked. */
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

    /** One chunk stream for each kind of each stream, the same for ever. */
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
