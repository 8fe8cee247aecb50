package org.tcserver.rtmfp;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.flow.FlowPriority;
import org.tcserver.flow.FlowSource;
import org.tcserver.flow.FlowTransport;
import org.tcserver.flow.RecvFlow;
import org.tcserver.flow.SendFlow;
import org.tcserver.memory.MemoryAccount;
import org.tcserver.net.Addresses;
import org.tcserver.rtmfp.chunk.BufferProbe;
import org.tcserver.rtmfp.chunk.Chunk;
import org.tcserver.rtmfp.chunk.DataAcknowledgement;
import org.tcserver.rtmfp.chunk.FIHello;
import org.tcserver.rtmfp.chunk.FlowExceptionReport;
import org.tcserver.rtmfp.chunk.FlowOptions;
import org.tcserver.rtmfp.chunk.Packet;
import org.tcserver.rtmfp.chunk.Ping;
import org.tcserver.rtmfp.chunk.PingReply;
import org.tcserver.rtmfp.chunk.SessionCloseAcknowledgement;
import org.tcserver.rtmfp.chunk.SessionCloseRequest;
import org.tcserver.rtmfp.chunk.UserData;
import org.tcserver.rtmfp.crypto.Certificate;
import org.tcserver.time.Clock;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/** An established session (RFC 7016 §3.5). Confined to the endpoint's thread. */
public final class Session implements FlowTransport {
    /** The states of §3.5, Figure 8, from S_OPEN on. */
    private enum State {
        OPEN,
        /** The server repeats its close request until the far end agrees, for at most 90 s. */
        NEAR_CLOSE,
        /** The far end has closed the session. The server answers repeated requests for 19 s. */
        FAR_CLOSE_LINGER,
        CLOSED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final EndpointContext context;
    private final SessionStart start;
    private final SessionLink link;
    private final SendingFlows sendingFlows;
    private final ReceivingFlows receivingFlows;
    private final Liveness liveness;
    private final Transmission transmission;
    private final Mobility mobility;
    private final Idleness idleness;
    private final Closing closing = new Closing();
    private final ForwardLimit forwardLimit = new ForwardLimit();
    private SessionUser user = SessionUser.NOBODY;
    private State state = State.OPEN;

    /** The session's position in the heap of deadlines. Maintained by {@link ServiceQueue}. */
    final DeadlineHeap.Place place = new DeadlineHeap.Place();

    Session(EndpointContext context, SessionStart start, Path path, long nowNanos) {
        this.context = context;
        this.start = start;
        link = new SessionLink(context, start.keys(), start.sendSessionId(), start.nearMode(), path);
        sendingFlows = new SendingFlows(this::touch, context.figures());
        receivingFlows = new ReceivingFlows(sendingFlows, bytes -> user.held(bytes), this::flowOpened, this::touch);
        liveness = new Liveness(nowNanos);
        transmission = new Transmission(
                link, context.timeCriticality(), sendingFlows, receivingFlows.acknowledger(), liveness);
        mobility = new Mobility(context.mobilityHash(), start.receiveSessionId());
        idleness = new Idleness(nowNanos);
    }

    /** Sets whether the far end is known as a client. Until then its memory limits are lower. */
    public void trust(boolean isClient) {
        receivingFlows.trust(isClient);
    }

    /** Ends the session at its next service, to free memory. */
    public void evict() {
        receivingFlows.evict();
    }

    void user(SessionUser sessionUser) {
        user = sessionUser;
    }

    /** Returns the path to the far end's current address. */
    public Path path() {
        return link.path();
    }

    public Certificate farCertificate() {
        return start.farCertificate();
    }

    public Bytes nearNonce() {
        return start.keys().nearNonce();
    }

    public Bytes farNonce() {
        return start.keys().farNonce();
    }

    @Override
    public String farAddress() {
        return Addresses.format(link.path().address());
    }

    @Override
    public void limitExtraDelay(Duration limit) {
        transmission.limitExtraDelay(limit.toNanos());
    }

    /** Sets how long the far end may leave packets unanswered before the session ends; default: 30 s. */
    public void limitRetransmission(Duration limit) {
        liveness.retransmitLimit(limit.toNanos());
        touch();
    }

    /** Returns the traffic of this session so far. */
    public SessionTraffic traffic() {
        return link.traffic();
    }

    public boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    SessionStart start() {
        return start;
    }

    @Override
    public SendFlow open(
            Bytes metadata, @Nullable RecvFlow returnAssociation, FlowPriority priority, FlowSource source) {
        if (state != State.OPEN) {
            throw new IllegalStateException("the session is over");
        }
        Long association = returnAssociation instanceof ReceivingFlow flow ? flow.flowId() : null;
        idleness.flowOpened();
        return sendingFlows.open(new FlowOptions(metadata, association), priority, source);
    }

    /** Closes the session in agreement with the far end (§3.5.5). */
    @Override
    public void close() {
        if (state == State.OPEN) {
            leaveOpen(State.NEAR_CLOSE, null);
            touch();
        }
    }

    /** Closes immediately. {@code reason} describes the far end's error, or is null if the server is stopping. */
    void fail(@Nullable String reason, long nowNanos) {
        if (state != State.CLOSED) {
            link.send(SessionCloseAcknowledgement.INSTANCE, link.path(), nowNanos);
            leaveOpen(State.CLOSED, reason);
        }
    }

    /** Puts the session in doubt, because another far end uses its address. */
    void doubt(long nowNanos) {
        liveness.doubt(nowNanos);
        touch();
    }

    /** Ends the session without notice to the far end, because another session replaces it. */
    void override() {
        leaveOpen(State.CLOSED, null);
    }

    /** Forwards a hello to the far end, within a rate limit for all initiators together. */
    void forward(FIHello hello, long nowNanos) {
        if (state == State.OPEN && forwardLimit.allows(nowNanos)) {
            link.send(hello, link.path(), nowNanos);
            user.introduced(hello.replyAddress().endpoint());
        }
    }

    /** Handles a datagram with this session's ID. A failure ends only this session. */
    void receive(ByteBuffer datagram, Path from, long nowNanos) {
        try {
            receiveFrom(datagram, from, nowNanos);
        } catch (RuntimeException e) {
            failInternally(e, nowNanos);
        }
    }

    /** Does all work due now. A failure ends only this session. */
    void service(long nowNanos) {
        try {
            serve(nowNanos);
        } catch (RuntimeException e) {
            failInternally(e, nowNanos);
        }
    }

    private void receiveFrom(ByteBuffer datagram, Path from, long nowNanos) {
        var packet = state == State.CLOSED ? null : link.open(datagram);
        if (packet == null) {
            return;
        }
        liveness.heard(nowNanos);
        try {
            process(packet, from, nowNanos);
        } catch (MalformedException e) {
            fail(String.valueOf(e.getMessage()), nowNanos);
        }
        if (state == State.OPEN) {
            checkPath(from, nowNanos);
            transmission.transmit(nowNanos);
            touch(); // acknowledges after all waiting datagrams have been read
        }
    }

    private void failInternally(RuntimeException e, long nowNanos) {
        LOG.error("a session with {} failed", farAddress(), e);
        fail("internal error", nowNanos);
    }

    private void serve(long nowNanos) {
        switch (state) {
            case OPEN -> serviceOpen(nowNanos);
            case NEAR_CLOSE -> serviceNearClose(nowNanos);
            case FAR_CLOSE_LINGER -> {
                if (closing.isOver(RtmfpParameters.FAR_CLOSE_LINGER_NANOS, nowNanos)) {
                    leaveOpen(State.CLOSED, null);
                }
            }
            case CLOSED -> {}
        }
    }

    /** Returns the time to call {@link #service} without further datagrams. */
    long deadlineNanos() {
        return switch (state) {
            case OPEN ->
                Math.min(
                        Math.min(liveness.deadlineNanos(), idleness.deadlineNanos()),
                        Math.min(receivingFlows.deadlineNanos(), transmission.deadlineNanos()));
            case NEAR_CLOSE -> closing.deadlineNanos();
            case FAR_CLOSE_LINGER -> closing.overNanos();
            case CLOSED -> Clock.NEVER;
        };
    }

    private void process(Packet packet, Path from, long nowNanos) throws MalformedException {
        var header = packet.header();
        link.roundTrip().received(header.timestamp(), header.timestampEcho(), nowNanos);
        if (header.timeCritical()) {
            context.timeCriticality().received(link, nowNanos);
        }
        if (header.timeCriticalReverse()) {
            transmission.timeCriticalReverse(nowNanos);
        }
        transmission.beginPacket();
        var replies = link.newPacket();
        boolean hasUserData = false;
        for (var chunk : packet.chunks()) {
            if (state == State.OPEN) {
                hasUserData |= chunk instanceof UserData;
                processOpen(chunk, replies, from, nowNanos);
            } else {
                processClosing(chunk, nowNanos);
            }
        }
        if (state == State.OPEN) {
            if (hasUserData) {
                receivingFlows.acknowledger().dataPacketReceived(nowNanos);
            }
            transmission.endPacket(nowNanos);
            if (!replies.isEmpty()) {
                link.send(replies, nowNanos);
            }
        }
    }

    private void processOpen(Chunk chunk, DataPacket replies, Path from, long nowNanos) throws MalformedException {
        switch (chunk) {
            case UserData data -> receivingFlows.receive(data, nowNanos);
            case DataAcknowledgement ack -> transmission.acknowledged(ack, nowNanos);
            case FlowExceptionReport report -> sendingFlows.rejected(report);
            case BufferProbe probe -> receivingFlows.probed(probe);
            case Ping ping -> {
                var reply = new PingReply(ping.message());
                if (ping.message().length() <= RtmfpParameters.MAX_PING_BYTES && !replies.offer(reply)) {
                    link.sendAlone(reply, nowNanos);
                }
            }
            case PingReply reply -> pingReply(reply, from, nowNanos);
            case FIHello hello -> user.forwarded(hello);
            default -> processClosing(chunk, nowNanos);
        }
    }

    private void processClosing(Chunk chunk, long nowNanos) {
        if (chunk instanceof SessionCloseRequest && state != State.CLOSED && closing.isAnswerDue(nowNanos)) {
            link.send(SessionCloseAcknowledgement.INSTANCE, link.path(), nowNanos);
            if (state == State.OPEN) {
                leaveOpen(State.FAR_CLOSE_LINGER, null);
                touch();
            }
        } else if (chunk instanceof SessionCloseAcknowledgement) {
            leaveOpen(State.CLOSED, null);
        }
    }

    private void pingReply(PingReply reply, Path from, long nowNanos) {
        liveness.answered(!sendingFlows.outstanding().isEmpty(), nowNanos);
        if (!from.equals(link.path()) && mobility.confirms(reply.messageEcho(), from, nowNanos)) {
            var oldPath = link.path();
            link.moveTo(from);
            context.table().moved(this, oldPath);
            user.addressChanged(oldPath);
        }
    }

    private void checkPath(Path from, long nowNanos) {
        if (!from.equals(link.path())) {
            var ping = mobility.check(from, nowNanos);
            if (ping != null) {
                link.send(ping, from, nowNanos);
            }
        }
    }

    private void serviceOpen(long nowNanos) {
        receivingFlows.advance(nowNanos);
        var excess = excess();
        if (excess != null || liveness.isDead(nowNanos)) {
            fail(excess, nowNanos);
            return;
        }
        if (liveness.isPingDue(nowNanos)) {
            if (liveness.isPingOutstanding()) {
                link.roundTrip().backOff();
            }
            link.send(new Ping(Bytes.EMPTY), link.path(), nowNanos);
            liveness.pinged(nowNanos, link.roundTrip().ertoNanos());
        }
        idleness.update(!sendingFlows.isEmpty() || !receivingFlows.isEmpty(), nowNanos);
        if (nowNanos >= idleness.deadlineNanos()) {
            close();
            return;
        }
        if (state == State.OPEN) {
            transmission.serve(nowNanos);
        }
    }

    /** Returns a description of the limit that the far end exceeds, or null. */
    private @Nullable String excess() {
        return receivingFlows.isEvicted()
                ? MemoryAccount.EVICTED
                : sendingFlows.size() > RtmfpParameters.MAX_SENDING_FLOWS
                        ? "too many flows are not acknowledged"
                        : null;
    }

    private void serviceNearClose(long nowNanos) {
        if (closing.isOver(RtmfpParameters.NEAR_CLOSE_NANOS, nowNanos)) {
            leaveOpen(State.CLOSED, null);
        } else if (closing.isRequestDue(nowNanos)) {
            link.send(SessionCloseRequest.INSTANCE, link.path(), nowNanos);
        }
    }

    private void flowOpened(RecvFlow flow) {
        idleness.flowOpened();
        user.flowOpened(flow);
    }

    /** Changes the state. Ends all flows, which exist only in the open state (§3.5.5). */
    private void leaveOpen(State next, @Nullable String reason) {
        boolean wasOpen = state == State.OPEN;
        state = next;
        if (wasOpen) {
            sendingFlows.abort();
            receivingFlows.abort();
            transmission.clear();
        }
        if (next == State.CLOSED) {
            context.table().remove(this);
        }
        if (wasOpen) {
            user.closed(reason);
        }
    }

    private void touch() {
        context.services().touch(this);
    }
}
