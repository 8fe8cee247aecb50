package org.tcserver.rtmp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.memory.MemoryAccount;
import org.tcserver.net.Addresses;
import org.tcserver.net.Pace;
import org.tcserver.net.TcpTransport;
import org.tcserver.tc.ConnectionFigures;
import org.tcserver.tc.ConnectionState;
import org.tcserver.tc.MessageType;
import org.tcserver.tc.Outlet;
import org.tcserver.tc.Protocol;
import org.tcserver.tc.SendQueue;
import org.tcserver.tc.TcConnection;
import org.tcserver.tc.TcHandler;
import org.tcserver.tc.TcMessage;

/**
 * One client over RTMP. {@link #run} reads, decodes and dispatches its messages on the connection's virtual thread.
 *
 * <p>The methods of {@link TcConnection} are thread-safe. The rest is confined to that thread.
 */
public final class RtmpConnection implements TcConnection {
    private static final Logger LOG = LoggerFactory.getLogger(RtmpConnection.class);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final TcpTransport transport;
    private final RtmpEnvironment environment;
    private final Protocol protocol;
    private final String farAddress;
    private final ConnectionFigures figures;
    private final RtmpSender sender;
    private final Map<Integer, Outlet> outlets = new ConcurrentHashMap<>();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final TcHandler handler;
    private volatile boolean closing;
    private volatile @Nullable String abortReason;

    private final ChunkReader chunks;
    /** Bytes that the server read but has not yet handled, because the client is held up. */
    private ByteBuffer unread = NOTHING;

    private final ReceiveWindow receiveWindow = new ReceiveWindow();
    private final Pace pace = new Pace();
    private boolean greeted;

    /**
     * Creates a connection. {@code protocol}: RTMP or rtmp-simple. {@code handlers} makes the session that handles the
     * client's messages.
     */
    public RtmpConnection(
            TcpTransport transport,
            RtmpEnvironment environment,
            Protocol protocol,
            Function<TcConnection, TcHandler> handlers) {
        this.transport = transport;
        this.environment = environment;
        this.protocol = protocol;
        farAddress = Addresses.format(transport.farAddress());
        figures = environment.figures().of(protocol).open(transport.loop());
        var queue = new SendQueue(environment.queueLimits(), transport.memory(), figures);
        sender = new RtmpSender(this, transport, queue, environment);
        transport.attachWriter(sender.writer());
        transport.memory().charge(RtmpParameters.CONNECTION_BYTES);
        chunks = new ChunkReader(transport.memory());
        handler = handlers.apply(this);
    }

    @Override
    public Protocol protocol() {
        return protocol;
    }

    @Override
    public String farAddress() {
        return farAddress;
    }

    @Override
    public MemoryAccount memory() {
        return transport.memory();
    }

    @Override
    public Outlet outlet(int streamId) {
        return outlets.computeIfAbsent(streamId, id -> new RtmpOutlet(this, sender, id));
    }

    void forget(RtmpOutlet outlet) {
        outlets.remove(outlet.streamId(), outlet);
    }

    @Override
    public void limitExtraDelay(Duration limit) {
        sender.limitExtraDelay(limit);
    }

    @Override
    public void mediaLifetime(Duration lifetime) {
        sender.mediaLifetime(lifetime);
    }

    @Override
    public ConnectionState state(long nowNanos) {
        return sender.state(nowNanos);
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        transport.wakeReader();
    }

    @Override
    public void close() {
        if (!closing) {
            closing = true;
            sender.finish();
            transport.wakeReader();
        }
    }

    /**
     * Closes the transport immediately, because the server can send nothing more. An error event carries {@code
     * reason}.
     */
    void abort(String reason) {
        if (abortReason == null) {
            abortReason = reason;
        }
        transport.close();
    }

    /**
     * Serves the client until it leaves, the server closes the connection, or the client violates the protocol. The
     * caller then closes the transport.
     */
    public void run() {
        try {
            if (shakeHands()) {
                serve();
            }
            failIfAborted();
        } catch (IOException e) {
            handler.failed(e);
        } catch (RuntimeException e) {
            LOG.error("a session failed", e);
            handler.failed(new IOException("internal error"));
        } finally {
            handler.closed();
            linger();
            sender.discard();
        }
    }

    private void serve() throws IOException {
        var sweeping = environment
                .timers()
                .every(
                        RtmpParameters.SWEEP_PERIOD,
                        () -> sender.sweep(environment.clock().nanos()));
        try {
            while (decodeUnread() && receive()) {
                runTasks();
            }
        } finally {
            sweeping.cancel();
        }
    }

    private void failIfAborted() throws IOException {
        var reason = abortReason;
        if (reason != null) {
            throw new IOException(reason);
        }
        if (transport.memory().isEvicted()) {
            throw new IOException(MemoryAccount.EVICTED);
        }
    }

    /** Performs the handshake. Returns false if the client left during it. */
    private boolean shakeHands() throws IOException {
        var timeout = environment
                .timers()
                .after(environment.handshakeTimeout(), () -> abort("no handshake within the time allowed"));
        var handshake = new Handshake(environment.random());
        // Use a small separate buffer: a client that only pretends to connect holds no more than this.
        var buffer = ByteBuffer.allocate(RtmpParameters.SMALL_BUFFER_BYTES);
        try {
            long answeredNanos = 0;
            while (!handshake.isDone()) {
                if (transport.read(buffer) < 0 || (buffer.position() == 0 && !transport.awaitReadable())) {
                    return false;
                }
                var answer = handshake.receive(buffer.flip());
                if (!answer.isEmpty()) {
                    transport.writeFully(answer.toByteBuffer());
                    answeredNanos = environment.clock().nanos();
                }
                buffer.compact();
            }
            if (handshake.isAnswered()) {
                sender.roundTrip(environment.clock().nanos() - answeredNanos);
            }
            int count = buffer.flip().remaining();
            figures.receivedBytes(count);
            decode(buffer);
            keepUnread(buffer);
            acknowledge(count);
            return true;
        } finally {
            timeout.cancel();
        }
    }

    /** Waits for bytes and handles all that are available. Returns false at the end of the stream. */
    private boolean receive() throws IOException {
        pace.rested();
        if (!transport.awaitReadable()) {
            return false;
        }
        runTasks();
        var buffer = environment.readBuffers().take();
        try {
            int count;
            do {
                count = transport.read(buffer.clear());
                if (count > 0) {
                    figures.receivedBytes(count);
                    decode(buffer.flip());
                    keepUnread(buffer);
                    acknowledge(count);
                    pace.read(count);
                    waitWhileCongested();
                }
            } while (count == buffer.capacity() && !closing && !unread.hasRemaining());
            return count >= 0;
        } finally {
            environment.readBuffers().give(buffer);
        }
    }

    /** Handles the messages in {@code buffer}. Stops after one that causes the client to be held up. */
    private void decode(ByteBuffer buffer) throws IOException {
        for (var next = chunks.next(buffer); next != null && !isEnding(); next = chunks.next(buffer)) {
            dispatch(next);
            pace.handledMessage();
            if (holdUpNanos() > 0) {
                return;
            }
        }
    }

    /** Copies the remaining bytes of {@code buffer}, which connections share, while the client is held up. */
    private void keepUnread(ByteBuffer buffer) {
        if (buffer.hasRemaining() && !isEnding()) {
            unread = ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
            transport.memory().charge(unread.capacity());
        }
    }

    /** Handles the kept bytes at the client's permitted rate. Returns false once the connection is closing. */
    private boolean decodeUnread() throws IOException {
        waitWhileHeldUp();
        while (unread.hasRemaining() && !isEnding()) {
            decode(unread);
            waitWhileHeldUp();
        }
        transport.memory().release(unread.capacity());
        unread = NOTHING;
        return !isEnding();
    }

    /** Waits while the client is held up. Tasks from other threads still run. */
    private void waitWhileHeldUp() {
        for (long nanos = holdUpNanos(); nanos > 0 && !closing && transport.isOpen(); nanos = holdUpNanos()) {
            LockSupport.parkNanos(nanos);
            runTasks();
        }
    }

    private long holdUpNanos() {
        return handler.holdUpNanos(environment.clock().nanos());
    }

    private boolean isEnding() {
        return closing || transport.memory().isEvicted();
    }

    private void acknowledge(int count) {
        receiveWindow.received(count);
        if (receiveWindow.isDue()) {
            send(receiveWindow.acknowledge());
        }
    }

    /** Pauses a publisher while all its subscribers are congested. Tasks from other threads still run. */
    private void waitWhileCongested() {
        while (!closing
                && transport.isOpen()
                && handler.isCongested(environment.clock().nanos())) {
            LockSupport.parkNanos(RtmpParameters.CONGESTION_PAUSE.toNanos());
            runTasks();
        }
    }

    private void dispatch(RtmpMessage received) throws IOException {
        var message = received.message();
        greet();
        if (message.type() == MessageType.AGGREGATE) {
            Aggregates.split(message, part -> dispatchPart(received.streamId(), part));
            return;
        }
        figures.received(message.kind());
        if (ControlMessage.isControl(message.type())) {
            control(ControlMessage.read(message));
        } else {
            handler.message(received.streamId(), message);
            noteConnected();
        }
    }

    /** Applies the limits of a connected client once {@code connect} has succeeded. */
    private void noteConnected() {
        if (!chunks.held().isConnected() && handler.isConnected()) {
            chunks.held().connected();
        }
    }

    /** Handles a part of an aggregate. Checks the pace after each, because there may be a million parts. */
    private void dispatchPart(int streamId, TcMessage part) throws IOException {
        if (!closing) {
            figures.received(part.kind());
            handler.message(streamId, part);
            pace.handledMessage();
            waitWhileCongested();
        }
    }

    /**
     * Sends the server's settings before any other message. Waits for the client's first message, because some clients
     * fail if these follow the handshake directly.
     */
    private void greet() {
        if (greeted) {
            return;
        }
        greeted = true;
        send(new WindowAckSize(RtmpParameters.ANNOUNCED_WINDOW));
        send(new SetPeerBandwidth(RtmpParameters.ANNOUNCED_WINDOW, SetPeerBandwidth.LimitType.DYNAMIC));
        boolean isSimple = protocol == Protocol.RTMP_SIMPLE;
        send(new SetChunkSize(isSimple ? RtmpParameters.SIMPLE_CHUNK_BYTES : RtmpParameters.CHUNK_BYTES));
    }

    private void control(ControlMessage message) {
        switch (message) {
            case SetChunkSize size -> chunks.chunkSize(size.chunkSize());
            case Abort abort -> chunks.abort(abort.chunkStreamId());
            case WindowAckSize window -> receiveWindow.windowSize(window.windowSize());
            case PingRequest ping -> send(new PingResponse(ping.timestamp()));
            case PingResponse answer -> sender.answered((int) answer.timestamp());
            case Acknowledgement acknowledgement -> sender.acknowledged(acknowledgement.sequenceNumber());
            case SetPeerBandwidth bandwidth -> {}
            case UserControl other -> {}
        }
    }

    private void send(ControlMessage message) {
        sender.sendControl(message, environment.clock().nanos());
    }

    private void runTasks() {
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /**
     * Gives queued messages at most {@link RtmpParameters#LINGER} to reach the client. A close with unread input would
     * discard them.
     */
    private void linger() {
        close();
        var timeout = environment.timers().after(RtmpParameters.LINGER, transport::close);
        transport.drain(pace);
        timeout.cancel();
    }
}
