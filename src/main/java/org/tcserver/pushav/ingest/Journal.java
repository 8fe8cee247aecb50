package org.tcserver.pushav.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.wire.MalformedException;

/**
 * A file of JSON lines that only grows. A line that was cut off by a crash is dropped when the journal is opened; one
 * that is damaged is passed over, and costs none of those after it.
 *
 * <p>{@link #append} and {@link #retract} are guarded by the caller's lock; {@link #sync} may be called from any
 * thread, without it, and syncs for all that wait.
 */
final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int NEW_LINE = '\n';

    private final Path file;
    private final ReentrantLock syncing = new ReentrantLock();
    private volatile @Nullable FileChannel channel;
    private volatile long written;
    private volatile long synced;

    private Journal(Path file, long length) {
        this.file = file;
        this.written = length;
        this.synced = length;
    }

    /** What was found in a journal, and the journal, ready for more. */
    record Opened(Journal journal, List<Map<String, @Nullable Object>> lines) {}

    static Opened open(Path file) throws IOException {
        var bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        var lines = new ArrayList<Map<String, @Nullable Object>>();
        int start = 0;
        for (int end = next(bytes, 0); end >= 0; start = end + 1, end = next(bytes, start)) {
            try {
                lines.add(JsonText.readObject(java.util.Arrays.copyOfRange(bytes, start, end)));
            } catch (MalformedException e) {
                LOG.error("{} is damaged at byte {}: {}; that line is passed over", file, start, e.getMessage());
            }
        }
        return new Opened(new Journal(file, start), lines);
    }

    /** Opened when first needed, so that a stream nobody uploads to costs no file descriptor. */
    private FileChannel channel() throws IOException {
        var open = channel;
        if (open == null) {
            open = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            open.truncate(written);
            channel = open;
        }
        return open;
    }

    private static int next(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == NEW_LINE) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Appends one line; it is there or not, never in part.
     *
     * @return a position for {@link #sync} and {@link #retract}
     */
    long append(JsonText.Content content) throws IOException {
        var json = JsonText.line(content);
        var line = ByteBuffer.allocate(json.length + 1)
                .put(json)
                .put((byte) NEW_LINE)
                .flip();
        long start = written;
        try {
            long position = start;
            while (line.hasRemaining()) {
                position += channel().write(line, position);
            }
            written = position;
            return start;
        } catch (IOException e) {
            retract(start);
            throw e;
        }
    }

    /** Takes back what was appended at {@code position} and later. */
    void retract(long position) throws IOException {
        syncing.lock();
        try {
            channel().truncate(position);
            written = position;
            synced = Math.min(synced, position);
        } finally {
            syncing.unlock();
        }
    }

    /** Returns when all that was appended by now is on the disk. */
    void sync() throws IOException {
        long target = written;
        syncing.lock();
        try {
            if (synced < target) {
                long covered = written;
                channel().force(false);
                synced = covered;
            }
        } finally {
            syncing.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        var open = channel;
        if (open != null) {
            open.close();
        }
    }
}
