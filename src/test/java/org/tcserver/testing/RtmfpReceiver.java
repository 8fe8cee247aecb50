package org.tcserver.testing;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.tcserver.flow.FlowSink;
import org.tcserver.flow.RecvFlow;
import org.tcserver.wire.Bytes;

/**
 * A flow from the far end of an {@link RtmfpPeer}'s session. It uses the order of sending, unless its metadata begins
 * with {@link #REORDERED}. Messages wait in a queue until a test takes them.
 */
public final class RtmfpReceiver implements FlowSink {
    /** Metadata with this prefix requests network order. */
    public static final Bytes REORDERED = Bytes.ofUtf8("live");

    private static final Duration REORDER_WINDOW = Duration.ofSeconds(1);

    /** A message and the time at which it was complete. */
    public record Arrival(Bytes message, boolean late, long nanos) {}

    private final RtmfpPeer peer;
    private final RecvFlow flow;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final CompletableFuture<Boolean> finished = new CompletableFuture<>();
    private volatile boolean counting;

    RtmfpReceiver(RtmfpPeer peer, RecvFlow flow) {
        this.peer = peer;
        this.flow = flow;
        var metadata = flow.metadata();
        boolean isReordered = metadata.length() >= REORDERED.length()
                && metadata.slice(0, REORDERED.length()).equals(REORDERED);
        if (isReordered) {
            flow.accept(this, REORDER_WINDOW);
        } else {
            flow.accept(this);
        }
    }

    /** Returns the engine's flow, for use on the peer's thread. */
    public RecvFlow engine() {
        return flow;
    }

    public Bytes metadata() {
        return flow.metadata();
    }

    public Arrival next() throws InterruptedException {
        var next = arrivals.poll(Deadline.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null) {
            throw new AssertionError("no message came of " + metadata());
        }
        return next;
    }

    /** Returns the next message, or null if none has arrived. */
    public @Nullable Arrival poll() {
        return arrivals.poll();
    }

    /** Counts later messages instead of keeping them. */
    public void countOnly() {
        counting = true;
    }

    /** Returns the number of bytes so far. */
    public long bytes() {
        return bytes.get();
    }

    public void reject(long code) {
        peer.run(() -> flow.reject(code));
    }

    /** Waits until the far end has closed the flow and all of it has arrived. */
    public void awaitFinished() throws InterruptedException {
        RtmfpPeer.within(Deadline.PATIENCE.toMillis(), finished);
    }

    @Override
    public void message(Bytes message, boolean late) {
        bytes.addAndGet(message.length());
        if (!counting) {
            arrivals.add(new Arrival(message, late, System.nanoTime()));
        }
    }

    @Override
    public void finished() {
        finished.complete(true);
    }
}
