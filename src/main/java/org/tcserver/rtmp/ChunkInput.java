package org.tcserver.rtmp;

import java.nio.ByteBuffer;

/**
 * What was left of the previous buffer, followed by the present one, as one run of bytes.
 *
 * <p>Only an unfinished chunk header is ever left over, so the rest is a few bytes and payloads are copied once.
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

    /** Appends {@code next}; all of the buffer before it must have been used up or {@link #keep kept}. */
    void append(ByteBuffer next) {
        buffer = next;
    }

    int remaining() {
        return restEnd - restStart + buffer.remaining();
    }

    /** The byte {@code offset} bytes ahead as 0 to 255, without moving on. */
    int peek(int offset) {
        int index = restStart + offset;
        int value = index < restEnd ? rest[index] : buffer.get(buffer.position() + index - restEnd);
        return value & 0xff;
    }

    /** The big-endian value of 1 to 4 bytes, {@code offset} bytes ahead. */
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

    /** Sets what remains aside, so that the buffer can be filled anew. */
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
