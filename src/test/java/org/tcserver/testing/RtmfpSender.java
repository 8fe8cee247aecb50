package org.tcserver.testing;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.tcserver.flow.FlowMessage;
import org.tcserver.flow.FlowSource;
import org.tcserver.flow.SendFlow;
import org.tcserver.wire.Bytes;

/** A flow of an {@link RtmfpPeer} to the far end. Thread-safe. */
public final class RtmfpSender implements FlowSource {
    private final RtmfpPeer peer;
    private final ArrayDeque<FlowMessage> waiting = new ArrayDeque<>();
    private final CompletableFuture<Long> rejected = new CompletableFuture<>();
    private final CompletableFuture<Boolean> finished = new CompletableFuture<>();
    private @Nullable SendFlow flow;
    private @Nullable Bytes endless;

    RtmfpSender(RtmfpPeer peer) {
        this.peer = peer;
    }

    void attach(SendFlow sendFlow) {
        flow = sendFlow;
    }

    /** Returns the engine's flow, for use on the peer's thread. */
    public SendFlow engine() {
        if (flow == null) {
            throw new AssertionError("no flow");
        }
        return flow;
    }

    public void send(Bytes message) {
        send(FlowMessage.of(message));
    }

    public void send(FlowMessage message) {
        peer.run(() -> {
            waiting.add(message);
            engine().ready();
        });
    }

    /** Repeats this message as fast as the path allows. Null stops it. */
    public void sendForEver(@Nullable Bytes message) {
        peer.run(() -> {
            endless = message;
            engine().ready();
        });
    }

    public void close() {
        peer.run(() -> engine().close());
    }

    /** Waits until the far end rejects the flow, and returns the reason code. */
    public long awaitRejected() throws InterruptedException {
        return RtmfpPeer.within(Deadline.PATIENCE.toMillis(), rejected);
    }

    public boolean isRejected() {
        return rejected.isDone();
    }

    /** Waits until the flow is closed and all of it has arrived. */
    public void awaitFinished() throws InterruptedException {
        RtmfpPeer.within(Deadline.PATIENCE.toMillis(), finished);
    }

    @Override
    public @Nullable FlowMessage next(long nowNanos) {
        var next = waiting.pollFirst();
        return next == null && endless != null ? FlowMessage.of(endless) : next;
    }

    @Override
    public void finished() {
        finished.complete(true);
    }

    @Override
    public void rejected(long exceptionCode) {
        rejected.complete(exceptionCode);
    }
}
