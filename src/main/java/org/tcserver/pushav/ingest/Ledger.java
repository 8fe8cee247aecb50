package org.tcserver.pushav.ingest;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A stream's journal and the state derived from it; both change together. Guarded by its stream's lock, except {@link
 * #sync}, {@link #changes}, {@link #closed} and {@link #bytes}.
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

    /** Starts the records of a new stream. */
    static Ledger create(StreamFolder folder, StreamSettings settings, Instant now) throws IOException {
        var journal = Journal.open(folder.journal(), line -> {});
        journal.append(out -> RecordJson.writeCreated(out, settings, now));
        journal.sync();
        return new Ledger(folder, journal, new StreamState());
    }

    /** Returns the state. Callers only read it. */
    StreamState state() {
        return state;
    }

    /** Returns the number of changes to the state. */
    long changes() {
        return changes.get();
    }

    /** Counts a change that is not in the records, so that observers look again. */
    void changed() {
        changes.incrementAndGet();
    }

    /**
     * Records a completely received upload and moves its content into place. If either step fails, neither takes
     * effect.
     */
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

    /** Records an upload without content. */
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

    /** Records the deletion of the content at a path. */
    void deleted(UploadPath path) throws IOException {
        journal.append(out -> RecordJson.writeDeleted(out, path));
        state.deleted(path);
        changed();
    }

    /** Returns after all records written before the call are on disk. */
    void sync() throws IOException {
        journal.sync();
    }

    /** Returns the length of the journal in bytes. */
    long bytes() {
        return journal.length();
    }

    /**
     * Starts a compaction of the journal.
     *
     * @param minWasteBytes approximate minimum size of the obsolete lines
     * @return null if at most half of the lines are obsolete, or they are too small
     */
    @Nullable Compaction compaction(long minWasteBytes) {
        long waste = journal.lines() - state.lines();
        boolean isMuch = waste > journal.lines() / 2 && waste * (journal.length() / journal.lines()) >= minWasteBytes;
        return isMuch ? new Compaction(journal, state.uploadsOfUse(), summary()) : null;
    }

    /** Returns lines for the state that the remaining upload records do not contain. */
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

    /** Returns whether the ledger accepts no more records. */
    boolean closed() {
        return closed;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        journal.close();
    }
}
