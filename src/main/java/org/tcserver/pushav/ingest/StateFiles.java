package org.tcserver.pushav.ingest;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each stream's {@code stream.json} up to date, on its own thread.
 *
 * <p>Each update rewrites the whole file. The thread therefore pauses between updates: at least 1 second, and at least
 * 20 times the writing time. The cost of an upload thus does not grow with the number of files. The journal, not this
 * file, is the authoritative record.
 */
final class StateFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateFiles.class);
    private static final long MIN_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int PAUSE_PER_WORK = 20;
    private static final long JOIN_MILLIS = 10_000;

    private final Collection<PushStream> streams;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;
    private final Map<Long, Long> written = new HashMap<>();

    /**
     * Maintains the files of a live collection.
     *
     * @param streams may change at any time
     */
    StateFiles(Collection<PushStream> streams) {
        this.streams = streams;
        this.thread = Thread.ofPlatform().daemon().name("state-files").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            long pause = MIN_PAUSE_NANOS;
            while (!stop.await(pause, TimeUnit.NANOSECONDS)) {
                long start = System.nanoTime();
                writeChanged();
                pause = Math.max(MIN_PAUSE_NANOS, PAUSE_PER_WORK * (System.nanoTime() - start));
            }
            writeChanged();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeChanged() {
        for (var stream : streams) {
            long id = stream.settings().id();
            long changes = stream.changes();
            if (written.getOrDefault(id, -1L) == changes) {
                continue;
            }
            try {
                stream.writeState();
                written.put(id, changes);
            } catch (IOException e) {
                LOG.warn("stream.json of stream {} could not be written, will try again: {}", id, e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
