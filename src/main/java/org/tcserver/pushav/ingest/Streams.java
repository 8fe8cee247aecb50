package org.tcserver.pushav.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.disk.Folders;
import org.tcserver.wire.MalformedException;

/** All streams, each in a folder named by its ID. Thread-safe. */
public final class Streams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

    /** Minimum size of obsolete journal lines for a compaction. */
    private static final long MIN_WASTE_BYTES = 4 << 20;

    private final Path folder;
    private final InstantSource clock;
    private final ClockWatch clockWatch;
    private final ConcurrentSkipListMap<Long, PushStream> streams = new ConcurrentSkipListMap<>();
    private final Map<Long, Expiry> expiries = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private final StateFiles stateFiles;

    private Streams(Path folder, InstantSource clock, LongSupplier monotonicNanos) {
        this.folder = folder;
        this.clock = clock;
        this.clockWatch = new ClockWatch(clock, monotonicNanos);
        this.stateFiles = new StateFiles(streams.values());
    }

    /** Opens all streams in the folder; creates the folder if it is missing. */
    public static Streams open(Path folder, InstantSource clock) throws IOException {
        return open(folder, clock, System::nanoTime);
    }

    static Streams open(Path folder, InstantSource clock, LongSupplier monotonicNanos) throws IOException {
        Folders.makePrivate(folder);
        var streams = new Streams(folder, clock, monotonicNanos);
        try (var folders = Files.list(folder)) {
            for (var path : folders.toList()) {
                streams.load(path);
            }
        }
        streams.stateFiles.start();
        return streams;
    }

    private void load(Path path) throws IOException {
        var name = path.getFileName().toString();
        if (name.startsWith(".deleted-")) {
            FileTrees.delete(path);
        }
        if (!ID.matcher(name).matches() || !Files.isDirectory(path)) {
            return;
        }
        long id = Long.parseLong(name);
        lastId.accumulateAndGet(id, Math::max);
        try {
            ReferenceState.importInto(path);
            var stream = PushStream.open(path, clock);
            if (stream != null) {
                streams.put(id, stream);
            }
        } catch (MalformedException e) {
            LOG.error("stream {} is left alone, its journal is damaged: {}", id, e.getMessage());
        }
    }

    /** Creates a stream with the next ID. */
    public PushStream create(IngestInterface ingestInterface, boolean strict) throws StorageException {
        long id = lastId.incrementAndGet();
        var settings = new StreamSettings(id, ingestInterface, strict);
        var stream = PushStream.create(folder.resolve(Long.toString(id)), settings, clock);
        streams.put(id, stream);
        return stream;
    }

    public Optional<PushStream> find(long id) {
        return Optional.ofNullable(streams.get(id));
    }

    /** Returns the current streams, ordered by ID. */
    public List<PushStream> list() {
        return List.copyOf(streams.values());
    }

    /** Deletes a stream and all its files; returns false if the ID does not exist. */
    public boolean delete(long id) throws StorageException {
        var stream = streams.remove(id);
        if (stream == null) {
            return false;
        }
        stream.close();
        try {
            var doomed = folder.resolve(".deleted-" + id + "-" + lastId.get());
            Folders.rename(folder.resolve(Long.toString(id)), doomed);
            FileTrees.delete(doomed);
        } catch (IOException e) {
            throw new StorageException(e);
        }
        return true;
    }

    /**
     * Removes expired content from all streams, and compacts their journals. Called periodically, by one thread at a
     * time. While the clock is not trusted, nothing expires by age.
     */
    public void tidy(Retention wanted) {
        var retention = clockWatch.isTrusted() ? wanted : wanted.withoutAge();
        expiries.keySet().retainAll(streams.keySet());
        var now = clock.instant();
        streams.forEach((id, stream) -> {
            try {
                expiries.computeIfAbsent(id, any -> new Expiry(stream)).sweep(retention, now);
                stream.upkeep().compact(MIN_WASTE_BYTES);
            } catch (IOException e) {
                LOG.warn("stream {}: what it need not keep could not be removed: {}", id, e.toString());
            }
        });
    }

    @Override
    public void close() throws StorageException {
        stateFiles.close();
        for (var stream : streams.values()) {
            stream.close();
        }
    }
}
