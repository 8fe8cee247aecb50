package org.tcserver.net;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lends buffers to readers only while there is something to read, so that an idle connection holds none.
 *
 * <p>Readers that are paused keep their buffers, so a flood of clients could claim any number. Beyond a limit, a reader
 * gets a small buffer of its own. Thread-safe.
 */
public final class ReadBuffers {
    private final ConcurrentLinkedDeque<ByteBuffer> free = new ConcurrentLinkedDeque<>();
    private final AtomicInteger made = new AtomicInteger();
    private final int limit;

    /**
     * Creates the pool.
     *
     * @param limitBytes total size of all large buffers
     */
    public ReadBuffers(long limitBytes) {
        limit = Math.clamp(limitBytes / NetParameters.SCRATCH_BYTES, 1, Integer.MAX_VALUE);
    }

    /** Returns an empty buffer: 64 KiB, or 4 KiB if too many large ones are lent. */
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

    /** Returns a buffer from {@link #take} to the pool. */
    public void give(ByteBuffer buffer) {
        if (buffer.isDirect()) {
            free.addFirst(buffer);
        }
    }
}
