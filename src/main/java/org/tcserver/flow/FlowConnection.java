package org.tcserver.flow;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.memory.MemoryAccount;
import org.tcserver.tc.ConnectionFigures;
import org.tcserver.tc.ConnectionState;
import org.tcserver.tc.Outlet;
import org.tcserver.tc.Protocol;
import org.tcserver.tc.SendQueue;
import org.tcserver.tc.TcConnection;
import org.tcserver.tc.TcHandler;
import org.tcserver.tc.Wakeups;
import org.tcserver.wire.Bytes;

/**
 * One client over flows (RFC 7425 §5.3): its control flow, the flows of its streams, and the server's flows in the
 * other direction.
 *
 * <p>The methods of {@link TcConnection} and those that an {@link Outlet} calls are thread-safe. The rest is confined
 * to the connection's thread.
 */
public final class FlowConnection implements TcConnection {
    private static final Logger LOG = LoggerFactory.getLogger(FlowConnection.class);

    private final FlowTransport transport;
    private final FlowThread thread;
    private final FlowEnvironment environment;
    private final FlowPeer peer;
    private final SendQueue queue;
    private final Map<Integer, FlowOutlet> outlets = new ConcurrentHashMap<>();
    private final Set<FlowOutlet> finishing = ConcurrentHashMap.newKeySet();
    private final AtomicInteger syncIds = new AtomicInteger();
    private final AtomicBoolean requested = new AtomicBoolean();
    private final Runnable advance = this::advance;
    private final TcHandler handler;
    private final FlowInputs inputs;
    private volatile String farAddress;
    private volatile boolean closing;
    private volatile @Nullable String failure;

    private final Set<SendLane> ending = new HashSet<>();
    private @Nullable RecvFlow control;
    private boolean connected;
    private boolean closed;
    private boolean over;

    /** Creates a connection. {@code handlers} makes the session that handles the client's messages. */
    public FlowConnection(
            FlowTransport transport,
            FlowThread thread,
            FlowEnvironment environment,
            FlowPeer peer,
            Function<TcConnection, TcHandler> handlers) {
        this.transport = transport;
        this.thread = thread;
        this.environment = environment;
        this.peer = peer;
        farAddress = transport.farAddress();
        queue = new SendQueue(environment.queueLimits(), peer.memory(), peer.figures());
        handler = handlers.apply(this);
        inputs = new FlowInputs(this, handler, environment);
    }

    /**
     * Returns true if {@code flow} is the control flow of a new connection: it is for stream 0 and is not a return flow
     * (§5.3.1).
     */
    public static boolean isControl(RecvFlow flow) {
        return flow.association() == null && TcMetadata.isForStream(0, flow.metadata());
    }

    @Override
    public Protocol protocol() {
        return peer.protocol();
    }

    @Override
    public String farAddress() {
        return farAddress;
    }

    @Override
    public Bytes nearNonce() {
        return peer.nearNonce();
    }

    @Override
    public Bytes farNonce() {
        return peer.farNonce();
    }

    @Override
    public Bytes peerId() {
        return peer.peerId();
    }

    @Override
    public MemoryAccount memory() {
        return peer.memory();
    }

    @Override
    public Outlet outlet(int streamId) {
        return outlets.computeIfAbsent(streamId, id -> new FlowOutlet(this, queue, id));
    }

    @Override
    public void mediaLifetime(Duration lifetime) {
        execute(() -> transport.mediaLifetime(lifetime));
    }

    @Override
    public void limitExtraDelay(Duration limit) {
        execute(() -> transport.limitExtraDelay(limit));
    }

    @Override
    public void setPeerInfo(List<InetSocketAddress> addresses) {
        execute(() -> transport.introduceAt(addresses));
    }

    @Override
    public ConnectionState state(long nowNanos) {
        return queue.state(nowNanos);
    }

    /** Returns the figures of this connection. */
    ConnectionFigures figures() {
        return peer.figures();
    }

    @Override
    public void execute(Runnable task) {
        thread.schedule(() -> {
            if (!closed) {
                task.run();
            }
        });
        thread.waker().run();
    }

    @Override
    public void close() {
        closing = true;
        queue.close();
        thread.schedule(advance);
        thread.waker().run();
    }

    /**
     * Drops expired messages, and disconnects a client that reads too little for {@link FlowParameters#STALL_LIMIT}.
     * Call this about once a second, on any thread.
     */
    public void sweep(long nowNanos) {
        if (queue.sweep(nowNanos, FlowParameters.STALL_LIMIT.toNanos())) {
            var wakeups = new Wakeups();
            fail(FlowParameters.TAKES_TOO_LITTLE, wakeups);
            wakeups.fire();
        }
    }

    /** Handles a flow that the client opens (§5.3.1, §5.3.5). */
    public void flowOpened(RecvFlow flow) {
        if (over || closing || !inputs.open(flow, control)) {
            flow.reject(0);
        } else if (control == null) {
            control = flow;
            handler.controlAccepted();
            advance();
        }
    }

    /** Handles a change of the client's address. */
    public void addressChanged() {
        var oldAddress = farAddress;
        farAddress = transport.farAddress();
        if (!closed) {
            handler.addressChanged(oldAddress);
        }
    }

    /** Handles an introduction: the transport has informed the client that {@code initiator} wants to reach it. */
    public void introduced(String initiator) {
        if (!closed) {
            handler.introduced(initiator);
        }
    }

    /** Rejects all flows of the client, which ends this connection but not the transport session below it. */
    public void rejectFlows() {
        inputs.rejectAll();
        if (control != null) {
            control.reject(0);
        }
    }

    /** Handles the end of the transport. {@code reason} describes the client's protocol error, or is null. */
    public void transportClosed(@Nullable String reason) {
        over = true;
        if (reason != null && !closed && !closing) {
            handler.failed(new IOException(reason));
        }
        tellClosed();
        queue.clear();
    }

    /** Informs the transport once the session has granted {@code connect}. Called after each message. */
    void noteConnected() {
        if (!connected && handler.isConnected()) {
            connected = true;
            transport.connected();
        }
    }

    boolean hasStream(int streamId) {
        return streamId == 0 || outlets.containsKey(streamId);
    }

    boolean isClosing() {
        return closing || over;
    }

    int nextSyncId() {
        return syncIds.getAndIncrement();
    }

    /** Schedules sending. Any thread may call this. */
    void request(Wakeups wakeups) {
        if (requested.compareAndSet(false, true)) {
            thread.schedule(advance);
            wakeups.add(thread.waker());
        }
    }

    /** Ends the connection because of something the client did. Any thread may call this. */
    void fail(String reason, Wakeups wakeups) {
        if (failure == null) {
            failure = reason;
        }
        thread.schedule(advance);
        wakeups.add(thread.waker());
    }

    /** Ends the connection because the client violated the protocol. */
    void fail(IOException reason) {
        if (!closed && !closing) {
            handler.failed(reason);
        }
        close();
    }

    /** Ends the flows of a deleted stream. Any thread may call this. */
    void finish(FlowOutlet outlet) {
        if (outlets.remove(outlet.streamId(), outlet)) {
            finishing.add(outlet);
            thread.schedule(advance);
            thread.waker().run();
        }
    }

    SendFlow openFlow(Bytes metadata, FlowPriority priority, FlowSource source) {
        return transport.open(metadata, control, priority, source);
    }

    /** Handles the end of {@code lane}: its messages have arrived or never will. */
    void ended(SendLane lane) {
        if (ending.remove(lane) && ending.isEmpty() && closed && !over) {
            transport.close();
        }
    }

    /** Handles the client's rejection of a flow. Without the control flow there is no connection (§5.3). */
    void rejected(int streamId) {
        if (streamId == 0) {
            close();
        }
    }

    private void advance() {
        requested.set(false);
        var reason = failure;
        if (reason != null && !closed) {
            handler.failed(new IOException(reason));
            transport.close();
            return;
        }
        if (over || (control == null && !closing)) {
            return;
        }
        for (var outlet : outlets.values()) {
            outlet.lanes().forEach(SendLane::advance);
        }
        if (closing && !closed) {
            linger();
        }
        for (var outlet : new ArrayList<>(finishing)) {
            finishing.remove(outlet);
            outlet.lanes().forEach(SendLane::close);
        }
    }

    /**
     * Gives queued messages at most {@link FlowParameters#LINGER} to reach the client, and then closes the transport.
     */
    private void linger() {
        tellClosed();
        var lanes = new ArrayList<SendLane>();
        outlets.values().forEach(outlet -> lanes.addAll(outlet.lanes()));
        finishing.forEach(outlet -> lanes.addAll(outlet.lanes()));
        finishing.clear();
        lanes.removeIf(SendLane::isEnded);
        if (control == null || lanes.isEmpty()) {
            transport.close();
            return;
        }
        ending.addAll(lanes);
        lanes.forEach(SendLane::close);
        environment.timers().after(FlowParameters.LINGER, () -> {
            thread.schedule(transport::close);
            thread.waker().run();
        });
    }

    private void tellClosed() {
        if (!closed) {
            closed = true;
            try {
                handler.closed();
            } catch (RuntimeException e) {
                LOG.error("a session failed", e);
            }
        }
    }
}
