package org.tcserver.pushav.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.disk.Folders;
import org.tcserver.disk.PrivateFiles;
import org.tcserver.wire.MalformedException;

/**
 * A file of JSON lines that grows until a {@link Compaction} replaces it. A line that was cut off by a crash is dropped
 * when the journal is opened; one that is damaged is passed over, and costs none of those after it.
 *
 * <p>{@link #append}, {@link #retract} and {@link #replace} are guarded by the caller's lock; {@link #sync} may be called
 * from any thread, without it, and syncs for all that wait.
 */
final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int NEW_LINE = '\n';

    private final Path file;
    private final ReentrantLock syncing = new ReentrantLock();
    private volatile @Nullable FileChannel channel;
    private volatile long written;
    private volatile long synced;
    private volatile boolean nameIsNew;
    private long lines;
    private long retractions;

    private Journal(Path file, long length, long lines) {
        this.file = file;
        this.written = length;
        this.synced = length;
        this.lines = lines;
    }

    /** Takes the lines of a journal, in order. */
    interface Reader {
        void line(Map<String, @Nullable Object> line) throws IOException;
    }

    /** Reads what a journal holds, nothing if there is none, and makes it ready for more. */
    static Journal open(Path file, Reader reader) throws IOException {
        if (!Files.exists(file)) {
            return new Journal(file, 0, 0);
        }
        long count = 0;
        long start = 0;
        try (var lines = new LineReader(Files.newInputStream(file))) {
            for (var line = lines.next(); line != null; line = lines.next()) {
                count++;
                var read = read(line, file, start);
                if (read != null) {
                    reader.line(read);
                }
                start = lines.position();
            }
        }
        return new Journal(file, start, count);
    }

    private static @Nullable Map<String, @Nullable Object> read(byte[] line, Path file, long start) {
        try {
            return JsonText.readObject(line);
        } catch (MalformedException e) {
            LOG.error("{} is damaged at byte {}: {}; that line is passed over", file, start, e.getMessage());
            return null;
        }
    }

    /** Opened when first needed, so that a stream nobody uploads to costs no file descriptor. */
    private FileChannel channel() throws IOException {
        var open = channel;
        if (open == null) {
            nameIsNew |= !Files.exists(file);
            open = PrivateFiles.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            open.truncate(written);
            channel = open;
        }
        return open;
    }

    /**
     * Appends one line; it is there or not, never in part.
     *
     * @return a position for {@link #retract}
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
            lines++;
            return start;
        } catch (IOException e) {
            truncate(start);
            throw e;
        }
    }

    /** Takes back the last line, which was appended at {@code position}. */
    void retract(long position) throws IOException {
        truncate(position);
        lines--;
    }

    private void truncate(long position) throws IOException {
        retractions++;
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
            if (nameIsNew) { // else a machine that fails may find no journal, or the one of before
                Folders.syncParent(file);
                nameIsNew = false;
            }
            if (synced < target) {
                long covered = written;
                channel().force(false);
                synced = covered;
            }
        } finally {
            syncing.unlock();
        }
    }

    /**
     * Goes on with a file that says the same, and is on the disk.
     *
     * @return what is to be closed, null if nothing is
     */
    @Nullable FileChannel replace(Path fresh, FileChannel itsChannel, long length, long itsLines) throws IOException {
        syncing.lock();
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            var old = channel;
            channel = itsChannel;
            written = length;
            synced = length;
            lines = itsLines;
            nameIsNew = true;
            return old;
        } finally {
            syncing.unlock();
        }
    }

    Path file() {
        return file;
    }

    /** How many bytes it has; may be asked without the lock. */
    long length() {
        return written;
    }

    /** How many lines it has, damaged ones too. */
    long lines() {
        return lines;
    }

    /** Counts how often it became shorter. */
    long retractions() {
        return retractions;
    }

    @Override
    public void close() throws IOException {
        var open = channel;
        if (open != null) {
            open.close();
        }
    }
}
