package org.tcserver.net;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Buffers to read into, lent for as long as there is something to read, so that a connection that is silent holds none.
 *
 * <p>Readers that are held up keep theirs, so a flood of clients could take any number. Beyond a limit a reader gets a
 * small buffer of its own. Thread-safe.
 */
public final class ReadBuffers {
    private final ConcurrentLinkedDeque<ByteBuffer> free = new ConcurrentLinkedDeque<>();
    private final AtomicInteger made = new AtomicInteger();
    private final int limit;

    /** {@code limitBytes}: what all large buffers may take together. */
    public ReadBuffers(long limitBytes) {
        limit = Math.clamp(limitBytes / NetParameters.SCRATCH_BYTES, 1, Integer.MAX_VALUE);
    }

    /** Returns an empty buffer, of 64 KiB unless too many of these are lent. */
    public ByteBuffer take() {
        var buffer = free.pollFirst();
        if (buffer != null) {
            return buffer.clear();
        }
        if (made.getAndUpdate(count -> Math.min(count + 1, limit)) < limit) {
            return ByteBuffer.allocateDirect(NetParameters.SCRATCH_BYTES);
        }
        return ByteBuffer.allocate(NetParameters.SMALL_READ_BYTES);
    }

    /** Takes back a buffer that {@link #take} lent. */
    public void give(ByteBuffer buffer) {
        if (buffer.isDirect()) {
            free.addFirst(buffer);
        }
    }
}
