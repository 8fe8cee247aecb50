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
 * A file of JSON lines that grows until a {@link Compaction} replaces it. Opening it drops an incomplete last line,
 * which a crash leaves, and skips damaged lines.
 *
 * <p>The caller's lock guards {@link #append}, {@link #retract} and {@link #replace}. Any thread may call {@link #sync}
 * without it; one sync serves all waiting threads.
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

    /** Receives the lines of a journal, in order. */
    interface Reader {
        void line(Map<String, @Nullable Object> line) throws IOException;
    }

    /** Reads all lines of a journal, if the file exists, and prepares it for appending. */
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

    /** Opens the file at first use, so that an idle stream needs no file descriptor. */
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
     * Appends one line, completely or not at all.
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

    /** Removes the last line, which was appended at {@code position}. */
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

    /** Returns after all lines appended before the call are on disk. */
    void sync() throws IOException {
        long target = written;
        syncing.lock();
        try {
            if (nameIsNew) { // otherwise a power failure may lose the journal's name, or restore the previous journal
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
     * Switches to a file that has the same meaning and is on disk.
     *
     * @return the old channel, which the caller closes, or null
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

    /** Returns the length in bytes; needs no lock. */
    long length() {
        return written;
    }

    /** Returns the number of lines, including damaged ones. */
    long lines() {
        return lines;
    }

    /** Counts how often the journal became shorter. */
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
