package org.tcserver.rtws;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.flow.FlowConnection;
import org.tcserver.flow.FlowPeer;
import org.tcserver.flow.FlowPriority;
import org.tcserver.flow.FlowSource;
import org.tcserver.flow.FlowTransport;
import org.tcserver.flow.RecvFlow;
import org.tcserver.flow.SendFlow;
import org.tcserver.http.ForwardedFor;
import org.tcserver.http.HttpConnection;
import org.tcserver.http.HttpRequest;
import org.tcserver.http.PageHeaders;
import org.tcserver.http.PlayerPage;
import org.tcserver.http.RefusedRequestException;
import org.tcserver.memory.MemoryAccount;
import org.tcserver.net.Addresses;
import org.tcserver.net.Pace;
import org.tcserver.net.TcpTransport;
import org.tcserver.rtws.websocket.CloseCode;
import org.tcserver.rtws.websocket.FrameReader;
import org.tcserver.rtws.websocket.Frames;
import org.tcserver.rtws.websocket.Upgrade;
import org.tcserver.rtws.websocket.WebSocketException;
import org.tcserver.rtws.websocket.WebSocketMessage;
import org.tcserver.tc.ConnectionFigures;
import org.tcserver.tc.Protocol;
import org.tcserver.tc.TcConnection;
import org.tcserver.tc.TcHandler;
import org.tcserver.tc.Wakeups;
import org.tcserver.window.WindowedWriter;
import org.tcserver.wire.Bytes;

/**
 * One client over RTWebSocket. {@link #run} reads, decodes and dispatches its messages on the connection's virtual
 * thread. {@link FlowConnection} and the methods of {@link FlowTransport} are confined to that thread. The loop's
 * thread only takes messages from their queues.
 */
public final class RtwsConnection implements FlowTransport {
    private static final Logger LOG = LoggerFactory.getLogger(RtwsConnection.class);

    private final TcpTransport transport;
    private final ConnectionFigures figures;
    private final FlowPeer peer;
    private final RtwsEnvironment environment;
    private final Function<TcConnection, TcHandler> handlers;
    private final ReaderThread thread;
    private final SendingFlows sending;
    private final WindowedWriter writer;
    private final FlowExchange exchange;
    private volatile @Nullable String abortReason;

    private final HttpConnection http;
    private final FrameReader frames = new FrameReader(RtwsParameters.MAX_EARLY_MESSAGE_BYTES);
    private final Pace pace = new Pace();
    private String farAddress;
    private @Nullable FlowConnection flows;
    private boolean acknowledgementTimed;
    private long chargedBytes;
    private boolean isWebSocket;
    private boolean isRefused;
    private boolean ended;

    /** Creates a connection. {@code handlers} makes the session that handles the client's messages. */
    public RtwsConnection(
            TcpTransport transport,
            Protocol protocol,
            RtwsEnvironment environment,
            Function<TcConnection, TcHandler> handlers) {
        this.transport = transport;
        figures = environment.flows().figures().of(protocol).open(transport.loop());
        peer = new FlowPeer(protocol, figures, transport.memory(), Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY);
        this.environment = environment;
        this.handlers = handlers;
        farAddress = Addresses.format(transport.farAddress());
        thread = new ReaderThread(transport);
        sending = new SendingFlows(new Port(), transport.memory());
        writer = new WindowedWriter(transport, sending, figures, environment.extraDelay(), nowNanos());
        transport.attachWriter(writer);
        exchange = new FlowExchange(sending, flow -> flows().flowOpened(flow), thread::schedule);
        var flowEnvironment = environment.flows();
        http = new HttpConnection(
                transport, flowEnvironment.clock(), flowEnvironment.timers(), environment.handshakeTimeout());
        transport.memory().charge(RtwsParameters.CONNECTION_BYTES);
    }

    @Override
    public SendFlow open(
            Bytes metadata, @Nullable RecvFlow returnAssociation, FlowPriority priority, FlowSource source) {
        return exchange.open(metadata, returnAssociation, priority, source);
    }

    @Override
    public String farAddress() {
        return farAddress;
    }

    @Override
    public void limitExtraDelay(Duration limit) {
        writer.limitExtraDelay(limit);
    }

    @Override
    public void connected() {
        exchange.receiving().connected();
        frames.limitMessages(Integer.MAX_VALUE);
    }

    @Override
    public void mediaLifetime(Duration lifetime) {
        writer.mediaLifetime(lifetime);
    }

    @Override
    public void close() {
        end(CloseCode.NORMAL);
    }

    /**
     * Serves the client until it leaves, the server closes the connection, or the client violates the protocol. The
     * caller then closes the transport.
     */
    public void run() {
        var reason = converse();
        if (!isWebSocket && reason != null && http.hasTimedOut()) {
            environment.timedOut().run();
        }
        // Report no end for a browser that only loaded the page, nor for a refused client, which already has an event.
        if (!isRefused && (isWebSocket || reason != null || http.answered() == 0)) {
            flows().transportClosed(reason);
        }
        linger();
    }

    /** Serves the client. Returns the description of its error, or null. */
    private @Nullable String converse() {
        try {
            if (upgrade()) {
                serve();
            }
            return whyAborted();
        } catch (WebSocketException e) {
            end(e.closeCode());
            return e.getMessage();
        } catch (IOException e) {
            end(CloseCode.PROTOCOL_ERROR);
            var aborted = whyAborted();
            return aborted == null ? e.getMessage() : aborted;
        } catch (RuntimeException e) {
            LOG.error("a session failed", e);
            end(CloseCode.INTERNAL_ERROR);
            return "internal error";
        }
    }

    private @Nullable String whyAborted() {
        return transport.memory().isEvicted() ? MemoryAccount.EVICTED : abortReason;
    }

    /**
     * Serves HTTP requests until the client upgrades to WebSocket, and then handles bytes that follow the request.
     * Returns false if it never upgrades.
     */
    private boolean upgrade() throws IOException {
        // Use a small separate buffer: a client that only pretends to connect holds no more than this.
        var buffer = ByteBuffer.allocate(RtwsParameters.SMALL_BUFFER_BYTES);
        var request = http.serve(buffer, Upgrade::isAskedFor, PlayerPage::answer);
        if (request == null) {
            return false;
        }
        try {
            identify(request);
            checkPage(request.page());
            http.write(Upgrade.accept(request).toByteBuffer());
        } catch (RefusedRequestException e) {
            http.write(e.answer().toByteBuffer());
            throw e;
        }
        isWebSocket = true;
        figures.receivedBytes(buffer.remaining());
        decode(buffer);
        settle();
        return true;
    }

    private void checkPage(PageHeaders page) throws RefusedRequestException {
        if (!environment.pages().mayConnect(page)) {
            environment.foreign().run();
            throw new RefusedRequestException(
                    "403 Forbidden", "", page.sender() + " may not connect; see --allow-origin");
        }
    }

    /**
     * Uses the client's address from a trusted proxy. For any other sender, only adds the header to the displayed
     * address.
     */
    private void identify(HttpRequest request) throws RefusedRequestException {
        var forwardedFor = request.header("x-forwarded-for");
        var sender = transport.farAddress();
        var trusted = environment.trustedProxies();
        if (trusted.contains(sender.getAddress())) {
            transport.comesFrom(ForwardedFor.client(forwardedFor, sender, trusted));
            farAddress = Addresses.format(transport.farAddress()) + ";" + Addresses.format(sender);
            isRefused = !transport.settle();
        } else if (!forwardedFor.isEmpty()) {
            int length = Math.min(forwardedFor.length(), RtwsParameters.MAX_FORWARDED_FOR_CHARS);
            farAddress += ";" + forwardedFor.substring(0, length);
        }
        if (isRefused) {
            throw new RefusedRequestException("503 Service Unavailable", "", "too many connections from this address");
        }
    }

    private void serve() throws IOException {
        var connection = flows();
        var sweeping =
                environment.flows().timers().every(RtwsParameters.SWEEP_PERIOD, () -> connection.sweep(nowNanos()));
        try {
            while (!ended && receive()) {
                settle();
            }
        } finally {
            sweeping.cancel();
        }
    }

    /** Waits for bytes and handles all that are available. Returns false at the end of the stream. */
    private boolean receive() throws IOException {
        pace.rested();
        if (!transport.awaitReadable()) {
            return false;
        }
        thread.runTasks();
        var buffer = environment.readBuffers().take();
        try {
            int count;
            do {
                count = transport.read(buffer.clear());
                if (count > 0) {
                    figures.receivedBytes(count);
                    decode(buffer.flip());
                    settle();
                    pace.read(count);
                }
            } while (count == buffer.capacity() && !ended);
            return count >= 0;
        } finally {
            environment.readBuffers().give(buffer);
        }
    }

    private void decode(ByteBuffer buffer) throws IOException {
        for (var next = frames.next(buffer); next != null && !ended; next = frames.next(buffer)) {
            switch (next) {
                case WebSocketMessage.Binary(var payload) -> exchange.receive(payload);
                case WebSocketMessage.Ping(var payload) -> sending.send(Frames.pong(payload));
                case WebSocketMessage.Pong pong -> {}
                case WebSocketMessage.Close(var code, var why) -> end(code);
            }
            pace.handledMessage();
        }
    }

    /** Completes a batch of bytes: runs tasks, sends or schedules acknowledgements, and passes orders to the loop. */
    private void settle() {
        thread.runTasks();
        exchange.receiving().acknowledgeIfDue();
        if (exchange.receiving().hasAcknowledgements() && !acknowledgementTimed) {
            acknowledgementTimed = true;
            environment.flows().timers().after(RtwsParameters.ACK_DELAY, this::acknowledgeSoon);
        }
        chargeHeld();
        if (sending.hasOrders()) {
            writer.request();
        }
    }

    private void chargeHeld() {
        var receiving = exchange.receiving();
        long bytes = frames.heldBytes() + receiving.heldBytes() + receiving.flowBytes();
        if (bytes != chargedBytes) {
            ended |= !transport.memory().charge(bytes - chargedBytes);
            chargedBytes = bytes;
        }
    }

    private void acknowledgeSoon() {
        thread.schedule(() -> {
            acknowledgementTimed = false;
            exchange.receiving().acknowledge();
        });
        thread.waker().run();
    }

    /**
     * Creates the session lazily, when the client's final address is known. A failed upgrade also needs one, to report
     * its end.
     */
    private FlowConnection flows() {
        var existing = flows;
        if (existing == null) {
            existing = new FlowConnection(this, thread, environment.flows(), peer, handlers);
            flows = existing;
        }
        return existing;
    }

    /** Sends a close frame to the client and stops reading. Idempotent. */
    private void end(int closeCode) {
        if (!ended && isWebSocket) {
            sending.close(closeCode);
        }
        ended = true;
    }

    /**
     * Closes the transport immediately, because the server can send nothing more. An error event carries {@code
     * reason}. Any thread may call this.
     */
    private void abort(String reason) {
        if (abortReason == null) {
            abortReason = reason;
        }
        transport.close();
    }

    /**
     * Gives written bytes at most {@link RtwsParameters#LINGER} to reach the client. A close with unread input would
     * discard them.
     */
    private void linger() {
        end(CloseCode.NORMAL);
        writer.finish();
        var timeout = environment.flows().timers().after(RtwsParameters.LINGER, transport::close);
        transport.drain(pace);
        timeout.cancel();
    }

    private long nowNanos() {
        return environment.flows().clock().nanos();
    }

    /** The connection as its sending side uses it. */
    private final class Port implements SendingPort {
        @Override
        public void request(boolean isUrgent, Wakeups wakeups) {
            writer.request(isUrgent, wakeups);
        }

        @Override
        public void acknowledged(long totalBytes) {
            writer.acknowledged(totalBytes & 0xffff_ffffL);
        }

        @Override
        public void unused(SendingFlow flow) {
            thread.schedule(() -> exchange.unused(flow));
            thread.waker().run();
        }

        @Override
        public void abort(String reason) {
            RtwsConnection.this.abort(reason);
        }
    }
}
