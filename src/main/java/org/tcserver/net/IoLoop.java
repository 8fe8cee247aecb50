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
 * One platform thread that waits for the readiness of its sockets, wakes the virtual threads that read them, and writes
 * for all of its connections.
 *
 * <p>Messages are written here and not by a thread per connection because waking one thread for all the subscribers of a
 * stream is far cheaper than waking each; a write never blocks, so a slow client costs the others nothing. On a busy
 * loop the passes over the writers keep a distance, so that what piles up meanwhile leaves in one write.
 *
 * <p>Thread-safe: {@link #schedule} and {@link #wake} may be called from any thread; the rest is the loop's own.
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

    /** Each once, however often it was asked to write meanwhile. */
    private final Set<Writer> revisits = new LinkedHashSet<>();

    private long revisitAtNanos = Clock.NEVER;
    private long lastPassNanos;

    /** {@code longestMergeNanos}: how long messages may wait for one another at most; 0 for never. */
    public IoLoop(String name, Clock clock, long longestMergeNanos) throws IOException {
        this.clock = clock;
        selector = Selector.open();
        coalescing = new Coalescing(longestMergeNanos);
        thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    /**
     * Has {@code writer} called soon; call {@link #wake} afterwards.
     *
     * @param isUrgent false if it may wait for more to come, on a busy loop
     */
    public void schedule(Writer writer, boolean isUrgent) {
        (isUrgent ? urgent : patient).add(writer);
    }

    /** Makes the loop look at what was scheduled; cheap if it is awake. */
    public void wake() {
        if (sleeping && !Thread.currentThread().equals(thread)) {
            sleeping = false;
            selector.wakeup();
        }
    }

    public String name() {
        return thread.getName();
    }

    /** Runs {@code task}, which is short, soon on the loop's thread. */
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

    /** {@link #wake} as one object that stays the same. */
    public Runnable waker() {
        return waker;
    }

    /** Makes the selector let go of a channel that was closed, so that its descriptor is freed. */
    void wakeForClosed() {
        selector.wakeup();
    }

    /** Room for what comes of a scratch buffer under TLS; the loop's own. */
    ByteBuffer sealed() {
        return sealed;
    }

    Selector selector() {
        return selector;
    }

    /** Stops the thread; connections that are still open are left as they are. */
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
