package org.tcserver.pushav.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tcserver.disk.Folders;

/**
 * One stream. It receives uploads, judges them and stores them; a crash at any moment loses nothing that was
 * acknowledged.
 *
 * <p>{@link #commit} returns after the upload is durable: it syncs the content, then the record. If the machine stops
 * before the file is renamed into place, {@link #open} renames it. Thread-safe, guarded by a lock. A thread holds the
 * lock for the short writes of a commit, never while it receives or syncs content.
 */
public final class PushStream implements AutoCloseable {
    /** The stream was deleted, or the server is closing. */
    public static final class GoneException extends Exception {
        private static final long serialVersionUID = 1L;

        GoneException() {
            super("the stream is gone", null, false, false);
        }
    }

    /** An upload would need a file where a folder exists, or a folder where a file exists. */
    public static final class PathTakenException extends Exception {
        private static final long serialVersionUID = 1L;

        PathTakenException(StreamFolder.TakenException cause) {
            super(cause.getMessage(), null, false, false);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final StreamSettings settings;
    private final StreamFolder folder;
    private final Ledger ledger;
    private final Upkeep upkeep;
    private final InstantSource clock;
    private final AtomicLong numbers;
    private final Set<Incoming> inProgress = ConcurrentHashMap.newKeySet();

    /** The parts of an opened stream. */
    record Opened(StreamSettings settings, StreamFolder folder, Ledger ledger) {}

    private PushStream(Opened opened, InstantSource clock) {
        this.settings = opened.settings();
        this.folder = opened.folder();
        this.ledger = opened.ledger();
        this.numbers = new AtomicLong(ledger.state().lastNumber());
        this.upkeep = new Upkeep(lock, folder, ledger);
        this.clock = clock;
    }

    static PushStream create(Path path, StreamSettings settings, InstantSource clock) throws StorageException {
        try {
            Folders.makePrivate(path);
            var folder = new StreamFolder(path);
            return new PushStream(
                    new Opened(settings, folder, Ledger.create(folder, settings, clock.instant())), clock);
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    /**
     * Opens an existing stream and finishes the operations that a crash interrupted.
     *
     * @return null if the folder contains no stream
     */
    static @Nullable PushStream open(Path path, InstantSource clock) throws IOException {
        var opened = LoadedStream.open(new StreamFolder(path));
        return opened == null ? null : new PushStream(opened, clock);
    }

    public StreamSettings settings() {
        return settings;
    }

    /** Starts an upload. The caller must then call {@link #commit}, {@link #cutOff} or {@link #abandon}. */
    public Incoming begin(UploadPath path) throws StorageException, GoneException {
        requireOpen();
        long number = numbers.incrementAndGet();
        try {
            var incoming = new Incoming(number, path, clock.instant(), folder.openIncoming(number));
            inProgress.add(incoming);
            return incoming;
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    private void requireOpen() throws GoneException {
        if (ledger.closed()) {
            throw new GoneException();
        }
    }

    /** Judges and stores a completely received upload. After the return it is on disk. */
    public UploadRecord commit(Incoming incoming, Evidence evidence)
            throws StorageException, PathTakenException, GoneException {
        try {
            incoming.finish();
            var file = folder.incoming(incoming.number());
            var certificate = evidence.certificate();
            if (certificate != null) {
                folder.writeCertificate(incoming.number(), certificate);
            }
            var record = record(candidate(incoming, evidence, facts(incoming.path(), file)), incoming);
            // before the record, so that a record never names content that a power failure took
            folder.syncPlaced(record);
            ledger.sync();
            return record;
        } catch (IOException e) {
            requireOpen(); // a stream that was deleted meanwhile has no files
            throw new StorageException(e);
        } catch (StreamFolder.TakenException e) {
            throw new PathTakenException(e);
        } finally {
            abandon(incoming);
        }
    }

    private Facts facts(UploadPath path, Path file) throws IOException {
        var init = init(MatterPath.of(path));
        return FactsReader.read(path, file, init == null ? null : folder.accepted(init));
    }

    /**
     * Returns the init segment that a media segment needs. The state has its path; searching the folder would become
     * slower with every file.
     */
    private @Nullable UploadPath init(MatterPath segment) {
        lock.lock();
        try {
            return segment.kind() == MatterPath.Kind.SEGMENT
                    ? ledger.state()
                            .session(segment.session())
                            .track(segment.track())
                            .init()
                    : null;
        } finally {
            lock.unlock();
        }
    }

    private static Candidate candidate(Incoming incoming, Evidence evidence, Facts facts) {
        var certificate = evidence.certificate();
        return new Candidate(
                incoming.path(),
                MatterPath.of(incoming.path()),
                incoming.bytes(),
                facts,
                certificate == null ? null : certificate.subject(),
                evidence.contentType(),
                evidence.announcedDuration());
    }

    private UploadRecord record(Candidate candidate, Incoming incoming)
            throws IOException, StreamFolder.TakenException, GoneException {
        lock.lock();
        try {
            requireOpen();
            var findings = UploadRules.judge(settings.ingestInterface(), ledger.state(), candidate);
            boolean accept = !settings.strict() || findings.reasons().isEmpty();
            var now = clock.instant();
            var record = new UploadRecord(
                    incoming.number(),
                    candidate.path(),
                    now,
                    candidate.bytes(),
                    accept ? UploadRecord.Verdict.ACCEPTED : UploadRecord.Verdict.REFUSED,
                    findings.reasons(),
                    findings.warnings(),
                    candidate.subject(),
                    folder.prepare(candidate.path(), accept, now),
                    candidate.announcedSeconds(),
                    candidate.facts());
            ledger.stored(record);
            return record;
        } finally {
            lock.unlock();
        }
    }

    /** Records an unfinished upload, and deletes its content. */
    public void cutOff(Incoming incoming, String why, @Nullable String subject) throws StorageException {
        var record = new UploadRecord(
                incoming.number(),
                incoming.path(),
                clock.instant(),
                incoming.bytes(),
                UploadRecord.Verdict.CUT_OFF,
                List.of(why + " after " + incoming.bytes() + " bytes"),
                List.of(),
                subject,
                null,
                -1,
                Facts.NONE);
        lock.lock();
        try {
            if (!ledger.closed()) {
                ledger.cutOff(record);
            }
        } catch (IOException e) {
            throw new StorageException(e);
        } finally {
            lock.unlock();
            abandon(incoming);
        }
    }

    /** Drops an upload without a record. Has no effect after a commit. */
    public void abandon(Incoming incoming) throws StorageException {
        if (inProgress.remove(incoming)) {
            try {
                incoming.abandon();
                folder.discardIncoming(incoming.number());
            } catch (IOException e) {
                throw new StorageException(e);
            }
        }
    }

    /** Sets the allowed track names; an empty list allows all. */
    public void trackNames(List<String> names) throws StorageException {
        lock.lock();
        try {
            ledger.trackNames(names);
        } catch (IOException e) {
            throw new StorageException(e);
        } finally {
            lock.unlock();
        }
    }

    /** Deletes accepted content; returns false if the path has none. */
    public boolean delete(UploadPath path) throws StorageException {
        try {
            return upkeep.delete(path);
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    Upkeep upkeep() {
        return upkeep;
    }

    /** Returns the content at a path: the accepted one, else the newest refused one, else null. */
    public @Nullable StoredFile find(UploadPath path) {
        return folder.find(path);
    }

    /** Returns the certificate that came with the content at a path, as JSON, or null if there is none. */
    public @Nullable StoredFile findCertificate(UploadPath path) {
        return folder.findCertificate(path);
    }

    /** Returns a snapshot of the stream. */
    public StreamView view() {
        lock.lock();
        try {
            var state = ledger.state();
            return new StreamView(
                    settings,
                    state.trackNames(),
                    state.sessions().stream().map(SessionState::view).toList(),
                    List.copyOf(state.files()),
                    progress());
        } finally {
            lock.unlock();
        }
    }

    /** The size of a stream, in counts. */
    public record Summary(StreamSettings settings, int files, long errors, int sessions, int inProgress) {}

    /** Returns the counts for the list of streams. */
    public Summary summary() {
        lock.lock();
        try {
            var state = ledger.state();
            long errors = state.files().stream().filter(file -> !file.valid()).count();
            return new Summary(
                    settings, state.files().size(), errors, state.sessions().size(), inProgress.size());
        } finally {
            lock.unlock();
        }
    }

    /** Returns the uploads in progress. */
    public List<StreamView.Progress> progress() {
        return inProgress.stream()
                .map(incoming -> new StreamView.Progress(incoming.path(), incoming.startedAt(), incoming.bytes()))
                .toList();
    }

    /** Counts the changes of the state that {@link #view} returns. */
    long changes() {
        return ledger.changes();
    }

    /** Writes {@code stream.json}. */
    void writeState() throws IOException {
        if (!ledger.closed()) {
            folder.writeState(JsonText.indented(out -> StreamJson.write(out, view())));
        }
    }

    /** Refuses new uploads. Those in progress will fail. */
    @Override
    public void close() throws StorageException {
        lock.lock();
        try {
            ledger.close();
        } catch (IOException e) {
            throw new StorageException(e);
        } finally {
            lock.unlock();
        }
    }
}
