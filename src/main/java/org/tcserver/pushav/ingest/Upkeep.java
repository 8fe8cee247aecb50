package org.tcserver.pushav.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Deletes expired content and its records, and compacts the journal. Thread-safe, guarded by the stream's lock, which
 * it holds for one file or a small batch at a time.
 */
final class Upkeep {
    private final ReentrantLock lock;
    private final StreamFolder folder;
    private final Ledger ledger;
    private long compactFromBytes;

    Upkeep(ReentrantLock lock, StreamFolder folder, Ledger ledger) {
        this.lock = lock;
        this.folder = folder;
        this.ledger = ledger;
    }

    /** Returns the stream's content, oldest first. */
    Inventory inventory() throws IOException {
        return Inventory.of(folder, recorded());
    }

    /** Returns the upload time of each file that has a record. */
    private Map<Path, Instant> recorded() {
        var recorded = new HashMap<Path, Instant>();
        lock.lock();
        try {
            ledger.state().files().forEach(file -> folder.contents(file).forEach(recorded::put));
        } finally {
            lock.unlock();
        }
        return recorded;
    }

    /** Deletes accepted content; returns false if the path has none. */
    boolean delete(UploadPath path) throws IOException {
        lock.lock();
        try {
            var file = ledger.state().file(path);
            if (file == null || file.standing() == null) {
                return false;
            }
            forget(path);
            folder.delete(path);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Deletes an expired file unless it has changed since the inventory. */
    void expire(Inventory.Item item) throws IOException {
        lock.lock();
        try {
            var attributes = Files.readAttributes(item.file(), BasicFileAttributes.class);
            if (ledger.closed() || !attributes.lastModifiedTime().toInstant().equals(item.modified())) {
                return;
            }
            var path = item.path();
            if (path != null && ledger.state().stands(path, item.refused())) {
                forget(path);
            }
            folder.delete(item.file());
        } catch (NoSuchFileException e) {
            ledger.changed(); // another process deleted the file: look again
        } finally {
            lock.unlock();
        }
    }

    /** Forgets the paths without any complete upload whose last attempt satisfies {@code isOver}. */
    void forgetAttempts(Predicate<Instant> isOver) throws IOException {
        lock.lock();
        try {
            for (var path : ledger.state().attempts(isOver)) {
                forget(path);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Forgets the oldest paths without accepted content, and deletes their refused content.
     *
     * @param kept number of paths to keep
     * @param limit maximum number of paths to forget at once
     * @return number of forgotten paths
     */
    int forgetFailures(int kept, int limit) throws IOException {
        lock.lock();
        try {
            var surplus =
                    ledger.closed() ? List.<UploadedFile>of() : ledger.state().failuresBeyond(kept, limit);
            for (var file : surplus) {
                // files first: a recorded path can be retried after a failure, files without a record would stay
                // forever
                folder.deleteRefused(file);
                forget(file.path());
            }
            return surplus.size();
        } finally {
            lock.unlock();
        }
    }

    private void forget(UploadPath path) throws IOException {
        if (!ledger.closed()) {
            ledger.deleted(path);
        }
    }

    /**
     * Compacts the journal if the obsolete lines have about {@code minWasteBytes} or more. One thread at a time may
     * call this.
     */
    void compact(long minWasteBytes) throws IOException {
        long bytes = ledger.bytes();
        if (bytes < compactFromBytes) {
            return;
        }
        compactFromBytes = bytes + minWasteBytes; // in case of failure: a full disk must not cause a retry on each call
        try (var compaction = compaction(minWasteBytes)) {
            if (compaction == null) {
                compactFromBytes = bytes + 1; // only further lines can add waste
                return;
            }
            compaction.write();
            if (install(compaction)) {
                ledger.sync();
                compactFromBytes = 0;
            }
        } catch (IOException e) {
            if (!ledger.closed()) { // a stream that was deleted meanwhile has no journal
                throw e;
            }
        }
    }

    /** Starts a compaction, or returns null if it is not worthwhile. */
    @Nullable Compaction compaction(long minWasteBytes) {
        lock.lock();
        try {
            return ledger.closed() ? null : ledger.compaction(minWasteBytes);
        } finally {
            lock.unlock();
        }
    }

    /** Completes a written compaction; returns false if it is unusable. */
    boolean install(Compaction compaction) throws IOException {
        lock.lock();
        try {
            return !ledger.closed() && compaction.install();
        } finally {
            lock.unlock();
        }
    }
}
