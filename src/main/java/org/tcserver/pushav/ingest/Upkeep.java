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
 * Takes from a stream what goes: content, what is on record of it, and what the journal says for nothing. Thread-safe,
 * guarded by the stream's lock, which is held for one file at a time, or a few.
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

    /** What the stream holds, oldest first. */
    Inventory inventory() throws IOException {
        return Inventory.of(folder, recorded());
    }

    /** When the uploads came whose content is still there, by the file that holds it. */
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

    /** Removes accepted content; false if there is none at the path. */
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

    /** Removes what is too old or too much, unless it has changed since it was looked at. */
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
            ledger.changed(); // it was removed by somebody else: look again
        } finally {
            lock.unlock();
        }
    }

    /** Forgets the paths at which nothing was ever whole, if the last attempt {@code isOver}. */
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
     * Forgets the oldest of the paths at which nothing was ever accepted, and removes what was refused there.
     *
     * @param kept how many need not go
     * @param limit how many go at once
     * @return how many have gone
     */
    int forgetFailures(int kept, int limit) throws IOException {
        lock.lock();
        try {
            var surplus =
                    ledger.closed() ? List.<UploadedFile>of() : ledger.state().failuresBeyond(kept, limit);
            for (var file : surplus) {
                folder.deleteRefused(file); // first: what is on record can be removed again, what is not stays for ever
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

    /** Rids the journal of what is of no more use, if that is about so many bytes or more. To be called by one thread at a time. */
    void compact(long minWasteBytes) throws IOException {
        long bytes = ledger.bytes();
        if (bytes < compactFromBytes) {
            return;
        }
        compactFromBytes = bytes + minWasteBytes; // if it fails: a full disk is not tried again and again
        try (var compaction = compaction(minWasteBytes)) {
            if (compaction == null) {
                compactFromBytes = bytes + 1; // waste comes with further lines only
                return;
            }
            compaction.write();
            if (install(compaction)) {
                ledger.sync();
                compactFromBytes = 0;
            }
        } catch (IOException e) {
            if (!ledger.closed()) { // a stream that was deleted meanwhile has no journal any more
                throw e;
            }
        }
    }

    /** Begins a compaction; null if it is not worth while. */
    @Nullable Compaction compaction(long minWasteBytes) {
        lock.lock();
        try {
            return ledger.closed() ? null : ledger.compaction(minWasteBytes);
        } finally {
            lock.unlock();
        }
    }

    /** Ends a compaction that has written all; false if it was for nothing. */
    boolean install(Compaction compaction) throws IOException {
        lock.lock();
        try {
            return !ledger.closed() && compaction.install();
        } finally {
            lock.unlock();
        }
    }
}
