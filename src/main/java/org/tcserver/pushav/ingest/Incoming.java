package org.tcserver.pushav.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An upload that is being received into a temporary file. One thread writes it; any thread may read its progress.
 *
 * <p>It syncs every 32 MiB, so that the final sync, which the client waits for, is short.
 */
public final class Incoming {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long SYNC_EVERY_BYTES = 32L << 20;

    private final long number;
    private final UploadPath path;
    private final Instant startedAt;
    private final FileChannel channel;
    private final AtomicLong bytes = new AtomicLong();
    // TLS delivers at most 16 KiB at a time; the buffer avoids many small writes
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int filled;
    private long synced;

    Incoming(long number, UploadPath path, Instant startedAt, FileChannel channel) {
        this.number = number;
        this.path = path;
        this.startedAt = startedAt;
        this.channel = channel;
    }

    long number() {
        return number;
    }

    public UploadPath path() {
        return path;
    }

    public Instant startedAt() {
        return startedAt;
    }

    /** Returns the number of bytes received so far. */
    public long bytes() {
        return bytes.get();
    }

    /**
     * Reads the next part of the body; blocks until data arrives.
     *
     * @return false at the end of the body
     * @throws StorageException if the disk fails; the client causes any other {@link IOException}
     */
    public boolean receive(InputStream body) throws IOException {
        int count = body.read(buffer, filled, buffer.length - filled);
        if (count < 0) {
            return false;
        }
        filled += count;
        bytes.addAndGet(count);
        if (filled == buffer.length) {
            flush();
        }
        return true;
    }

    private void flush() throws StorageException {
        try {
            var content = ByteBuffer.wrap(buffer, 0, filled);
            while (content.hasRemaining()) {
                channel.write(content);
            }
            filled = 0;
            if (bytes.get() - synced >= SYNC_EVERY_BYTES) {
                channel.force(false);
                synced = bytes.get();
            }
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    /** Writes all content to disk and syncs it. */
    void finish() throws IOException {
        try (channel) {
            flush();
            channel.force(false);
        }
    }

    void abandon() throws IOException {
        channel.close();
    }
}
