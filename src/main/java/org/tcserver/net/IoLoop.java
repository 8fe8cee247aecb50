package org.tcserver.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.time.Clock;

/**
 * A platform thread that waits for socket readiness, wakes the virtual threads that read, and writes for all its
 * connections.
 *
 * <p>The loop writes, rather than a thread per connection: waking one thread for all subscribers of a stream is much
 * cheaper than waking each. A write never blocks, so a slow client does not delay the others. A busy loop spaces its
 * passes over the writers, so that one write sends several messages.
 *
 * <p>{@link #schedule} and {@link #wake} are thread-safe; all else is confined to the loop's thread.
 */
public final class IoLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IoLoop.class);

    private final Selector selector;
    private final Clock clock;
    private final Coalescing coalescing;
    private final Thread thread;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(NetParameters.SCRATCH_BYTES);
    private final ByteBuffer sealed = ByteBuffer.allocateDirect(NetParameters.SEALED_BYTES);

    private final ReadyList<Writer> urgent = new ReadyList<>();
    private final ReadyList<Writer> patient = new ReadyList<>();
    private final Runnable waker = this::wake;
    private volatile boolean sleeping;
    private volatile boolean closed;

    /** Writers to call again soon; each is stored once. */
    private final Set<Writer> revisits = new LinkedHashSet<>();

    private long revisitAtNanos = Clock.NEVER;
    private long lastPassNanos;

    /**
     * Starts the loop.
     *
     * @param longestMergeNanos how long messages may wait for each other; 0: not at all
     */
    public IoLoop(String name, Clock clock, long longestMergeNanos) throws IOException {
        this.clock = clock;
        selector = Selector.open();
        coalescing = new Coalescing(longestMergeNanos);
        thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    /**
     * Queues {@code writer} for a call; the caller must then call {@link #wake}.
     *
     * @param isUrgent false if it may wait for more messages on a busy loop
     */
    public void schedule(Writer writer, boolean isUrgent) {
        (isUrgent ? urgent : patient).add(writer);
    }

    /** Makes the loop serve scheduled writers; cheap if it is awake. */
    public void wake() {
        if (sleeping && !Thread.currentThread().equals(thread)) {
            sleeping = false;
            selector.wakeup();
        }
    }

    public String name() {
        return thread.getName();
    }

    /** Runs the short {@code task} soon on the loop's thread. */
    public void execute(Runnable task) {
        schedule(
                new Writer() {
                    @Override
                    public Next write(ByteBuffer unused, long nowNanos) {
                        task.run();
                        return Next.WAIT;
                    }

                    @Override
                    public int messagesWritten() {
                        return 0;
                    }
                },
                true);
        wake();
    }

    /** Returns {@link #wake} as a constant object. */
    public Runnable waker() {
        return waker;
    }

    /** Makes the selector release a closed channel, so that its descriptor is freed. */
    void wakeForClosed() {
        selector.wakeup();
    }

    /** Returns the loop's own buffer for the TLS records of one scratch buffer. */
    ByteBuffer sealed() {
        return sealed;
    }

    Selector selector() {
        return selector;
    }

    /** Stops the thread; leaves open connections as they are. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }

    private void run() {
        try (selector) {
            while (!closed) {
                turn();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("I/O loop " + thread.getName() + " failed", e);
        }
    }

    private void turn() throws IOException {
        long now = clock.nanos();
        long pause = sleepNanos(now);
        if (pause > 0) {
            sleeping = true;
            if (sleepNanos(now) > 0) {
                selector.select(this::ready, Math.max(1, pause / 1_000_000));
            } else {
                selector.selectNow(this::ready);
            }
            sleeping = false;
        } else {
            selector.selectNow(this::ready);
        }
        now = clock.nanos();
        collectRevisits(now);
        if (!urgent.isEmpty()) {
            pass(urgent.take());
        }
        if (!patient.isEmpty() && now - lastPassNanos >= coalescing.pauseNanos(now)) {
            lastPassNanos = now;
            pass(patient.take());
        }
    }

    private long sleepNanos(long now) {
        if (!urgent.isEmpty()) {
            return 0;
        }
        long untilRevisit = revisitAtNanos == Clock.NEVER ? Clock.NEVER : Math.max(0, revisitAtNanos - now);
        if (patient.isEmpty()) {
            return untilRevisit;
        }
        return Math.min(untilRevisit, Math.max(0, lastPassNanos + coalescing.pauseNanos(now) - now));
    }

    private void ready(SelectionKey key) {
        try {
            int ops = key.readyOps();
            key.interestOpsAnd(~ops);
            ((TcpTransport) key.attachment()).ready(ops);
        } catch (CancelledKeyException e) {
            LOG.trace("closed meanwhile", e);
        }
    }

    private void pass(List<Writer> writers) throws IOException {
        int served = 0;
        for (var writer : writers) {
            write(writer);
            if (++served % NetParameters.WRITERS_PER_TURN == 0) {
                selector.selectNow(this::ready);
            }
        }
        writers.clear();
    }

    private void write(Writer writer) {
        scratch.clear();
        try {
            long now = clock.nanos();
            switch (writer.write(scratch, now)) {
                case WAIT -> {}
                case AGAIN -> schedule(writer, true);
                case REVISIT -> revisit(writer, now);
            }
            coalescing.sent(writer.messagesWritten());
        } catch (RuntimeException e) {
            LOG.error("a writer failed", e);
        }
    }

    private void revisit(Writer writer, long now) {
        revisits.add(writer);
        if (revisitAtNanos == Clock.NEVER) {
            revisitAtNanos = now + NetParameters.REVISIT_PERIOD.toNanos();
        }
    }

    private void collectRevisits(long now) {
        if (now >= revisitAtNanos) {
            revisits.forEach(writer -> schedule(writer, true));
            revisits.clear();
            revisitAtNanos = Clock.NEVER;
        }
    }
}
