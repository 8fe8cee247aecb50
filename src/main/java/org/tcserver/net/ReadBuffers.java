package org.tcserver.net;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Buffers to read into, lent for as long as there is something to read, so that a connection that is silent holds none.
 * Thread-safe.
 */
public final class ReadBuffers {
    private final ConcurrentLinkedDeque<ByteBuffer> free = new ConcurrentLinkedDeque<>();

    /** An empty buffer of 64 KiB. */
    public ByteBuffer take() {
        var buffer = free.pollFirst();
        return buffer == null ? ByteBuffer.allocateDirect(NetParameters.SCRATCH_BYTES) : buffer.clear();
    }

    public void give(ByteBuffer buffer) {
        free.addFirst(buffer);
    }
}
