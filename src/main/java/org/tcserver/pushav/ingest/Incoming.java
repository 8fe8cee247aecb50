package org.tcserver.pushav.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An upload on its way into a temporary file. Written by one thread; any may ask how far it has come.
 *
 * <p>Synced now and then, so that the last sync, which the client waits for, has little left to do.
 */
public final class Incoming {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long SYNC_EVERY_BYTES = 32L << 20;

    private final long number;
    private final UploadPath path;
    private final Instant startedAt;
    private final FileChannel channel;
    private final AtomicLong bytes = new AtomicLong();
    private final byte[] buffer = new byte[BUFFER_BYTES]; // TLS gives 16 KiB at a time, which makes many small writes
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

    /** How many bytes have come so far. */
    public long bytes() {
        return bytes.get();
    }

    /**
     * Takes what the client sends next, waiting for it if need be.
     *
     * @return false if nothing more will come
     * @throws StorageException if the disk refuses; any other {@link IOException} is the client's doing
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

    /** Makes sure that all is on the disk. */
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
