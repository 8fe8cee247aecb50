package org.tcserver.pushav.ingest;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a stream has on record: its journal, and the state that follows from it. One changes with the other. Guarded by
 * its stream's lock, but for {@link #sync}, {@link #changes}, {@link #closed} and {@link #bytes}.
 */
final class Ledger implements AutoCloseable {
    private final StreamFolder folder;
    private final Journal journal;
    private final StreamState state;
    private final AtomicLong changes = new AtomicLong();
    private volatile boolean closed;

    Ledger(StreamFolder folder, Journal journal, StreamState state) {
        this.folder = folder;
        this.journal = journal;
        this.state = state;
    }

    /** Begins the records of a new stream. */
    static Ledger create(StreamFolder folder, StreamSettings settings, Instant now) throws IOException {
        var journal = Journal.open(folder.journal(), line -> {});
        journal.append(out -> RecordJson.writeCreated(out, settings, now));
        journal.sync();
        return new Ledger(folder, journal, new StreamState());
    }

    /** To be read; only the ledger changes it. */
    StreamState state() {
        return state;
    }

    /** Counts the changes of the state. */
    long changes() {
        return changes.get();
    }

    /** Something has changed that is not on record: who looks for changes should look again. */
    void changed() {
        changes.incrementAndGet();
    }

    /** Records an upload that came whole, and puts its content into place; neither, if one fails. */
    void stored(UploadRecord upload) throws IOException {
        long position = journal.append(out -> RecordJson.write(out, upload));
        try {
            folder.place(upload);
        } catch (IOException e) {
            journal.retract(position);
            throw e;
        }
        state.uploaded(upload);
        changed();
    }

    /** Records an upload of which nothing is kept. */
    void cutOff(UploadRecord upload) throws IOException {
        journal.append(out -> RecordJson.write(out, upload));
        state.uploaded(upload);
        changed();
    }

    void trackNames(List<String> names) throws IOException {
        journal.append(out -> RecordJson.writeTrackNames(out, names));
        state.trackNames(names);
        changed();
    }

    /** Records that there is nothing at a path any more. */
    void deleted(UploadPath path) throws IOException {
        journal.append(out -> RecordJson.writeDeleted(out, path));
        state.deleted(path);
        changed();
    }

    /** Returns when all that was recorded by now is on the disk. */
    void sync() throws IOException {
        journal.sync();
    }

    /** How long the journal is. */
    long bytes() {
        return journal.length();
    }

    /**
     * Begins to rid the journal of lines that are of no more use.
     *
     * @param minWasteBytes what they must have, about
     * @return null if they are fewer than half of all, or too few bytes
     */
    @Nullable Compaction compaction(long minWasteBytes) {
        long waste = journal.lines() - state.lines();
        boolean isMuch = waste > journal.lines() / 2 && waste * (journal.length() / journal.lines()) >= minWasteBytes;
        return isMuch ? new Compaction(journal, state.uploadsOfUse(), summary()) : null;
    }

    /** What the records of uploads that are of use do not say. */
    private List<byte[]> summary() {
        var lines = new ArrayList<byte[]>();
        lines.add(JsonText.line(out -> RecordJson.writeLastNumber(out, state.lastNumber())));
        lines.add(JsonText.line(out -> RecordJson.writeTrackNames(out, state.trackNames())));
        for (var session : state.sessions()) {
            lines.add(JsonText.line(out -> SessionJson.write(out, session.progress())));
            for (var track : session.tracks().values()) {
                lines.add(JsonText.line(out -> SessionJson.write(out, session.id(), track.progress())));
            }
        }
        return lines;
    }

    /** Whether no more can be recorded. */
    boolean closed() {
        return closed;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        journal.close();
    }
}
