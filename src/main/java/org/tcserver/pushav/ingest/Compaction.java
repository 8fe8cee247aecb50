package org.tcserver.pushav.ingest;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.disk.PrivateFiles;
import org.tcserver.wire.MalformedException;

/**
 * Rewrites a journal without its obsolete lines: it writes a new file, syncs it, and renames it over the old one. After
 * a crash at any moment one complete journal exists, with everything that was acknowledged.
 *
 * <p>The caller creates and {@link #install installs} it while holding the stream's lock. {@link #write}, which may be
 * slow, needs no lock: lines appended meanwhile are copied unchanged. At most one compaction per journal may run.
 */
final class Compaction implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int NEW_LINE = '\n';

    private final Journal journal;
    private final Path fresh;
    private final long[] uploads;
    private final List<byte[]> summary;
    private final long snapshotEnd;
    private final long snapshotLines;
    private final long retractions;
    private @Nullable FileChannel out;
    private long lines;
    private long copied;
    private boolean installed;

    /**
     * Prepares to rewrite a journal.
     *
     * @param uploads numbers of the uploads whose records to keep
     * @param summary lines that preserve the state from the dropped lines
     */
    Compaction(Journal journal, long[] uploads, List<byte[]> summary) {
        this.journal = journal;
        this.fresh = fresh(journal.file());
        this.uploads = uploads.clone();
        Arrays.sort(this.uploads);
        this.summary = List.copyOf(summary);
        this.snapshotEnd = journal.length();
        this.snapshotLines = journal.lines();
        this.retractions = journal.retractions();
        this.copied = snapshotEnd;
    }

    /** Returns the file name of the new journal. A leftover from a crash may be deleted. */
    static Path fresh(Path journal) {
        return journal.resolveSibling(journal.getFileName() + ".new");
    }

    /** Writes all current lines to the new journal and syncs it to disk. */
    void write() throws IOException {
        out = PrivateFiles.openSuccessor(fresh, journal.file());
        try (var old = new LineReader(Files.newInputStream(journal.file()))) {
            var lineOut = new BufferedOutputStream(Channels.newOutputStream(out), BUFFER_BYTES);
            for (var line = old.next(); line != null && old.position() <= snapshotEnd; line = old.next()) {
                if (isOfUse(line)) {
                    write(line, lineOut);
                }
            }
            for (var line : summary) {
                write(line, lineOut);
            }
            lineOut.flush();
        }
        copyAppended(out);
        out.force(false);
    }

    private void write(byte[] line, OutputStream to) throws IOException {
        to.write(line);
        to.write(NEW_LINE);
        lines++;
    }

    private boolean isOfUse(byte[] line) {
        try {
            var read = JsonText.readObject(line);
            return switch (RecordJson.string(read, "event")) {
                case "created" -> true;
                case "upload" -> Arrays.binarySearch(uploads, RecordJson.number(read, "number")) >= 0;
                default -> false;
            };
        } catch (MalformedException e) {
            return false;
        }
    }

    private void copyAppended(FileChannel to) throws IOException {
        try (var old = FileChannel.open(journal.file(), StandardOpenOption.READ)) {
            for (long end = journal.length(); copied < end; ) {
                long count = old.transferTo(copied, end - copied, to);
                if (count <= 0) {
                    throw new IOException("the journal became shorter");
                }
                copied += count;
            }
        }
    }

    /**
     * Replaces the old journal with the new one.
     *
     * @return false if lines were retracted from the old journal meanwhile: the new one may contain them, so it is
     *     unusable
     */
    boolean install() throws IOException {
        var to = out;
        if (to == null || journal.retractions() != retractions) {
            return false;
        }
        copyAppended(to);
        to.force(false);
        var old = journal.replace(fresh, to, to.size(), lines + journal.lines() - snapshotLines);
        installed = true;
        if (old != null) {
            old.close();
        }
        return true;
    }

    /** Deletes the new journal if it was not installed. */
    @Override
    public void close() throws IOException {
        var open = out;
        if (open != null && !installed) {
            open.close();
            Files.deleteIfExists(fresh);
        }
    }
}
