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

/** A session of an {@link RtmfpPeer}. Thread-safe; its methods wait for what they ask for. */
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

    /** The engine's session, for use on the peer's thread. */
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

    /** Where the far end is now. */
    public String farAddress() throws InterruptedException {
        return peer.call(session::farAddress);
    }

    /** Opens a flow, in answer to one from the far end if {@code association} is not null. */
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

    /** Who may take flows from the far end, on the peer's thread; those that nobody takes wait for {@link #awaitFlow}. */
    void acceptor(Predicate<RecvFlow> takes) {
        acceptors.add(takes);
    }

    /** The next flow that the far end opened. */
    public RtmfpReceiver awaitFlow() throws InterruptedException {
        return next(receivers, "flow");
    }

    /** The next word of a forwarder, that somebody looks for us. */
    public FIHello awaitForwarded() throws InterruptedException {
        return next(hellos, "forwarded hello");
    }

    /** How many words of forwarders wait to be taken. */
    public int forwardedCount() {
        return hellos.size();
    }

    /** Waits until the session is over; gives what the far end did wrong, or "". */
    public String awaitClosed() throws InterruptedException {
        return RtmfpPeer.within(Deadline.PATIENCE.toMillis(), closed);
    }

    /** Has {@code told} told what the far end did wrong, or "", once the session is over. */
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
