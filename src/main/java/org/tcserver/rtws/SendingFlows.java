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
 * The way out of an RTWebSocket connection: answers and acknowledgements first, then the flows, the more urgent before
 * the others and those of one priority in turn, a fragment at a time.
 *
 * <p>{@link #execute}, {@link #report} and {@link #request} are thread-safe; the rest is confined to the loop's thread.
 */
final class SendingFlows implements Outflow {
    /** What a flow may write at a time: its opening and one fragment. */
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

    /** {@code memory} is charged for flows and for what waits beside their data. */
    SendingFlows(SendingPort port, MemoryAccount memory) {
        this.port = port;
        this.memory = memory;
    }

    // Of any thread

    /** Runs {@code order}, which is given the time, on the loop's thread at the next turn; {@link #request} one afterwards. */
    void execute(LongConsumer order) {
        orders.add(order);
    }

    /** {@code flow} may have something to send; {@link #request} a turn afterwards. */
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

    /** Whether there are orders that no turn has taken up yet. */
    boolean hasOrders() {
        return !orders.isEmpty();
    }

    /** Sends a message that belongs to no flow's data, at the next turn. */
    void send(RtwsMessage message) {
        var bytes = message.toBytes();
        execute(nowNanos -> queue(Frames.binary(bytes)));
    }

    /** Sends a frame, at the next turn. */
    void send(Bytes frame) {
        execute(nowNanos -> queue(frame));
    }

    /** Sends a close frame, and nothing after it. */
    void close(int closeCode) {
        execute(nowNanos -> {
            queue(Frames.close(closeCode));
            closed = true;
        });
    }

    /** The far end got {@code deltaBytes} more of {@code flow}, and has room for {@code buffer} bytes. */
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

    // Of the loop's thread

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

    /** More than was sent cannot be acknowledged, and too little stops the flow by itself. */
    @Override
    public boolean countsAreExact() {
        return true;
    }

    /** Acknowledgements tell enough. */
    @Override
    public int ping(ByteBuffer target, int token, long nowNanos) {
        return 0;
    }

    /** No client is asked for more than it gives by itself, and none before it is sent something. */
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

    /** {@code flow} may have something to send now. */
    void activate(SendingFlow flow) {
        if (!flow.active) {
            flow.active = true;
            (flow.priority() == FlowPriority.IMMEDIATE ? immediate : routine).add(flow);
        }
    }

    /** Puts {@code message} into {@code target} as a frame. */
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
