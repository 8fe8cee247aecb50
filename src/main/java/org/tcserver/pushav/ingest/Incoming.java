package org.tcserver.pushav.ingest;

import java.io.IOException;
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
    private static final long SYNC_EVERY_BYTES = 32L << 20;

    private final long number;
    private final UploadPath path;
    private final Instant startedAt;
    private final FileChannel channel;
    private final AtomicLong bytes = new AtomicLong();
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

    /** Appends the content of {@code buffer}. */
    public void write(ByteBuffer buffer) throws StorageException {
        try {
            int count = buffer.remaining();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            long total = bytes.addAndGet(count);
            if (total - synced >= SYNC_EVERY_BYTES) {
                channel.force(false);
                synced = total;
            }
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    /** Makes sure that all is on the disk. */
    void finish() throws IOException {
        try (channel) {
            channel.force(false);
        }
    }

    void abandon() throws IOException {
        channel.close();
    }
}
