package org.tcserver.rtmp;

import java.nio.ByteBuffer;

/**
 * The remainder of the previous buffer and the current buffer, as one sequence of bytes.
 *
 * <p>Only an unfinished chunk header ever remains. So the remainder is a few bytes, and payloads are copied only once.
 * Confined to the connection's reading thread.
 */
final class ChunkInput {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final byte[] rest;
    private int restStart;
    private int restEnd;
    private ByteBuffer buffer = NOTHING;

    ChunkInput(int maxRest) {
        rest = new byte[maxRest];
    }

    /**
     * Appends {@code next}. The caller must have consumed the previous buffer or {@linkplain #keep kept} its remainder.
     */
    void append(ByteBuffer next) {
        buffer = next;
    }

    int remaining() {
        return restEnd - restStart + buffer.remaining();
    }

    /** Returns the byte {@code offset} bytes ahead as 0 to 255, without consuming it. */
    int peek(int offset) {
        int index = restStart + offset;
        int value = index < restEnd ? rest[index] : buffer.get(buffer.position() + index - restEnd);
        return value & 0xff;
    }

    /** Returns the big-endian value of 1 to 4 bytes, {@code offset} bytes ahead, without consuming them. */
    int peek(int offset, int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | peek(offset + i);
        }
        return value;
    }

    void skip(int count) {
        int fromRest = Math.min(count, restEnd - restStart);
        restStart += fromRest;
        buffer.position(buffer.position() + count - fromRest);
    }

    void read(byte[] target, int offset, int count) {
        int fromRest = Math.min(count, restEnd - restStart);
        System.arraycopy(rest, restStart, target, offset, fromRest);
        restStart += fromRest;
        buffer.get(target, offset + fromRest, count - fromRest);
    }

    /** Copies the remaining bytes, so that the caller can refill the buffer. */
    void keep() {
        int kept = restEnd - restStart;
        System.arraycopy(rest, restStart, rest, 0, kept);
        int added = buffer.remaining();
        buffer.get(rest, kept, added);
        restStart = 0;
        restEnd = kept + added;
        buffer = NOTHING;
    }
}
