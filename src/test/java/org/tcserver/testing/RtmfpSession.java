package org.tcserver.testing;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tcserver.flow.FlowPriority;
import org.tcserver.flow.RecvFlow;
import org.tcserver.rtmfp.Path;
import org.tcserver.rtmfp.Session;
import org.tcserver.rtmfp.SessionUser;
import org.tcserver.rtmfp.chunk.FIHello;
import org.tcserver.wire.Bytes;

/** A session of an {@link RtmfpPeer}. Thread-safe; its methods wait for the result. */
public final class RtmfpSession implements SessionUser {
    private final RtmfpPeer peer;
    private final Session session;
    private final BlockingQueue<RtmfpReceiver> receivers = new LinkedBlockingQueue<>();
    private final BlockingQueue<FIHello> hellos = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final List<Predicate<RecvFlow>> acceptors = new CopyOnWriteArrayList<>();

    RtmfpSession(RtmfpPeer peer, Session session) {
        this.peer = peer;
        this.session = session;
    }

    /** Returns the engine's session, for use on the peer's thread. */
    public Session engine() {
        return session;
    }

    public RtmfpPeer peer() {
        return peer;
    }

    public Bytes nearNonce() {
        return session.nearNonce();
    }

    public Bytes farNonce() {
        return session.farNonce();
    }

    public Bytes farFingerprint() {
        return session.farCertificate().fingerprint();
    }

    /** Returns the current address of the far end. */
    public String farAddress() throws InterruptedException {
        return peer.call(session::farAddress);
    }

    /** Opens a flow. It is a return flow of {@code association} if that is not null. */
    public RtmfpSender openFlow(Bytes metadata, @Nullable RecvFlow association, FlowPriority priority)
            throws InterruptedException {
        var sender = new RtmfpSender(peer);
        peer.call(() -> {
            sender.attach(session.open(metadata, association, priority, sender));
            return true;
        });
        return sender;
    }

    public RtmfpSender openFlow(Bytes metadata) throws InterruptedException {
        return openFlow(metadata, null, FlowPriority.IMMEDIATE);
    }

    /**
     * Adds an acceptor for flows from the far end, called on the peer's thread. Flows without an acceptor wait for
     * {@link #awaitFlow}.
     */
    void acceptor(Predicate<RecvFlow> takes) {
        acceptors.add(takes);
    }

    /** Returns the next flow that the far end opened. */
    public RtmfpReceiver awaitFlow() throws InterruptedException {
        return next(receivers, "flow");
    }

    /** Returns the next hello that a forwarder passed on. */
    public FIHello awaitForwarded() throws InterruptedException {
        return next(hellos, "forwarded hello");
    }

    /** Returns the number of forwarded hellos in the queue. */
    public int forwardedCount() {
        return hellos.size();
    }

    /** Waits until the session is closed. Returns the far end's fault, or "". */
    public String awaitClosed() throws InterruptedException {
        return RtmfpPeer.within(Deadline.PATIENCE.toMillis(), closed);
    }

    /** Calls {@code told} when the session is closed, with the far end's fault, or "". */
    void whenClosed(Consumer<String> told) {
        listeners.add(told);
    }

    public boolean isClosed() {
        return closed.isDone();
    }

    public void close() {
        peer.run(session::close);
    }

    private static <T> T next(BlockingQueue<T> queue, String what) throws InterruptedException {
        var next = queue.poll(Deadline.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null) {
            throw new AssertionError("there came no " + what);
        }
        return next;
    }

    @Override
    public void flowOpened(RecvFlow flow) {
        if (acceptors.stream().noneMatch(each -> each.test(flow))) {
            receivers.add(new RtmfpReceiver(peer, flow));
        }
    }

    @Override
    public void addressChanged(Path oldPath) {}

    @Override
    public void forwarded(FIHello hello) {
        hellos.add(hello);
        peer.answer(hello);
    }

    @Override
    public void closed(@Nullable String reason) {
        closed.complete(reason == null ? "" : reason);
        listeners.forEach(each -> each.accept(reason == null ? "" : reason));
    }
}
