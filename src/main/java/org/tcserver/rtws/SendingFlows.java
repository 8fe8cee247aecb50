package org.tcserver.rtws;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;
import org.tcserver.flow.FlowPriority;
import org.tcserver.memory.MemoryAccount;
import org.tcserver.rtws.message.RtwsMessage;
import org.tcserver.rtws.message.SetAckWindow;
import org.tcserver.rtws.websocket.Frames;
import org.tcserver.tc.Wakeups;
import org.tcserver.window.Outflow;
import org.tcserver.wire.Bytes;

/**
 * The outgoing side of an RTWebSocket connection. Sends answers and acknowledgements first, and then one fragment of a
 * flow at a time. Urgent flows precede others; flows of one priority alternate.
 *
 * <p>{@link #execute}, {@link #report} and {@link #request} are thread-safe. The rest is confined to the loop's thread.
 */
final class SendingFlows implements Outflow {
    /** The most that a flow writes at a time: its opening and one fragment. */
    static final int MAX_PIECE_BYTES =
            2 * Frames.MAX_HEADER_BYTES + 64 + RtwsParameters.MAX_METADATA_BYTES + RtwsParameters.FRAGMENT_BYTES;

    private final SendingPort port;
    private final MemoryAccount memory;
    private final Queue<LongConsumer> orders = new ConcurrentLinkedQueue<>();
    private final Queue<SendingFlow> reports = new ConcurrentLinkedQueue<>();

    private final Queue<Bytes> control = new ArrayDeque<>();
    private final Queue<SendingFlow> immediate = new ArrayDeque<>();
    private final Queue<SendingFlow> routine = new ArrayDeque<>();
    private int controlBytes;
    private long acknowledged;
    private long toldAcknowledged;
    private int askedAckWindow = RtwsParameters.INITIAL_ACK_WINDOW;
    private int messagesFinished;
    private boolean closed;

    /** Creates an empty set of flows. {@code memory} is charged for flows and for queued control frames. */
    SendingFlows(SendingPort port, MemoryAccount memory) {
        this.port = port;
        this.memory = memory;
    }

    // Methods of any thread

    /**
     * Runs {@code order} with the current time on the loop's thread, at its next turn. The caller then calls {@link
     * #request}.
     */
    void execute(LongConsumer order) {
        orders.add(order);
    }

    /** Reports that {@code flow} may have messages. The caller then calls {@link #request}. */
    void report(SendingFlow flow) {
        reports.add(flow);
    }

    void request(boolean isUrgent, Wakeups wakeups) {
        port.request(isUrgent, wakeups);
    }

    void abort(String reason) {
        port.abort(reason);
    }

    MemoryAccount memory() {
        return memory;
    }

    /** Returns true if orders wait for the loop's next turn. */
    boolean hasOrders() {
        return !orders.isEmpty();
    }

    /** Sends a message that is not user data, at the next turn. */
    void send(RtwsMessage message) {
        var bytes = message.toBytes();
        execute(nowNanos -> queue(Frames.binary(bytes)));
    }

    /** Sends a frame at the next turn. */
    void send(Bytes frame) {
        execute(nowNanos -> queue(frame));
    }

    /** Sends a close frame and nothing after it. */
    void close(int closeCode) {
        execute(nowNanos -> {
            queue(Frames.close(closeCode));
            closed = true;
        });
    }

    /**
     * Handles the far end's acknowledgement of {@code deltaBytes} more of {@code flow}, with room for {@code buffer}
     * bytes.
     */
    void acknowledged(SendingFlow flow, long deltaBytes, long buffer) {
        execute(nowNanos -> {
            if (flow.acknowledged(deltaBytes, buffer)) {
                acknowledged += deltaBytes;
                activate(flow);
            } else {
                port.abort("more was acknowledged than was sent");
            }
        });
    }

    // Methods of the loop's thread

    @Override
    public void prepare(long nowNanos) {
        for (var order = orders.poll(); order != null; order = orders.poll()) {
            order.accept(nowNanos);
        }
        for (var flow = reports.poll(); flow != null; flow = reports.poll()) {
            flow.takeReport();
            activate(flow);
        }
        if (acknowledged != toldAcknowledged) {
            toldAcknowledged = acknowledged;
            port.acknowledged(acknowledged);
        }
    }

    /**
     * Returns true: the far end cannot acknowledge more than was sent, and too small an acknowledgement stops its flow.
     */
    @Override
    public boolean countsAreExact() {
        return true;
    }

    /** Sends no pings: acknowledgements are sufficient. */
    @Override
    public int ping(ByteBuffer target, int token, long nowNanos) {
        return 0;
    }

    /**
     * Sets the far end's acknowledgement window. Never requests more frequent acknowledgements than the default, nor
     * sends a request before the first acknowledgement.
     */
    @Override
    public void wishAckWindow(int bytes, long nowNanos) {
        int wanted = Math.max(bytes, RtwsParameters.INITIAL_ACK_WINDOW);
        if (wanted != askedAckWindow && acknowledged > 0 && !closed) {
            askedAckWindow = wanted;
            queue(Frames.binary(new SetAckWindow(wanted).toBytes()));
        }
    }

    @Override
    public int fill(ByteBuffer target, int allowance, long nowNanos) {
        fillWithControl(target);
        int counted = 0;
        while (!closed && counted < allowance && target.remaining() >= MAX_PIECE_BYTES) {
            var queue = immediate.isEmpty() ? routine : immediate;
            var flow = queue.poll();
            if (flow == null) {
                break;
            }
            int count = flow.transmit(target, nowNanos);
            if (count == SendingFlow.NOTHING) {
                flow.active = false;
            } else {
                queue.add(flow);
                counted += count;
            }
        }
        return counted;
    }

    @Override
    public boolean hasMore() {
        return !control.isEmpty() || (!closed && !(immediate.isEmpty() && routine.isEmpty()));
    }

    @Override
    public int takeMessagesFinished() {
        int finished = messagesFinished;
        messagesFinished = 0;
        return finished;
    }

    void messageFinished() {
        messagesFinished++;
    }

    void unused(SendingFlow flow) {
        port.unused(flow);
    }

    /** Queues {@code flow}, which may have messages to send. */
    void activate(SendingFlow flow) {
        if (!flow.active) {
            flow.active = true;
            (flow.priority() == FlowPriority.IMMEDIATE ? immediate : routine).add(flow);
        }
    }

    /** Writes {@code message} to {@code target} as a frame. */
    static void write(ByteBuffer target, Bytes message) {
        Frames.putBinaryHeader(target, message.length());
        message.copyTo(target, 0, message.length());
    }

    private void queue(Bytes frame) {
        if (closed) {
            return;
        }
        control.add(frame);
        controlBytes += frame.length();
        memory.charge(frame.length());
        if (controlBytes > RtwsParameters.MAX_CONTROL_BYTES) {
            port.abort("the client takes too little of what answers it");
        }
    }

    private void fillWithControl(ByteBuffer target) {
        for (var frame = control.peek();
                frame != null && frame.length() <= target.remaining();
                frame = control.peek()) {
            control.remove();
            controlBytes -= frame.length();
            memory.release(frame.length());
            frame.copyTo(target, 0, frame.length());
        }
    }
}
