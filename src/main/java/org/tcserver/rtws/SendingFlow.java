package org.tcserver.rtws;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.tcserver.flow.FlowMessage;
import org.tcserver.flow.FlowPriority;
import org.tcserver.flow.FlowSource;
import org.tcserver.flow.SendFlow;
import org.tcserver.rtws.message.AbandonMessage;
import org.tcserver.rtws.message.FlowClose;
import org.tcserver.rtws.message.RtwsMessage;
import org.tcserver.rtws.message.UserDataLast;
import org.tcserver.rtws.message.UserDataMore;
import org.tcserver.rtws.websocket.Frames;
import org.tcserver.tc.Wakeups;
import org.tcserver.wire.Bytes;

/**
 * A sending flow. Takes messages from its source when the far end and the path can accept them, splits them into
 * fragments, and abandons expired ones mid-message.
 *
 * <p>{@link #ready(boolean, Wakeups)} is thread-safe. The other methods of {@link SendFlow} and those that handle the
 * far end's messages are confined to the reading thread. That thread passes orders to the rest, which is confined to
 * the loop's thread.
 */
final class SendingFlow implements SendFlow {
    /** Result of {@link #transmit} if it wrote nothing. */
    static final int NOTHING = -1;

    private final SendingFlows flows;
    private final long flowId;
    private final FlowPriority priority;
    private final FlowSource source;
    private final Bytes openMessage;
    private final Bytes lastHead;
    private final Bytes moreHead;

    /** Whether this flow is in the queue of flows that are reported ready. */
    private final AtomicBoolean reported = new AtomicBoolean();
    /** Whether the server has sent the close of the flow. */
    private volatile boolean closeSent;

    private boolean open = true;
    private boolean rejected;

    private @Nullable FlowMessage current;
    private int offset;
    private boolean announced;
    private boolean closing;
    private boolean dropped;
    private boolean over;
    private long sent;
    private long acknowledged;
    private long sendThrough = RtwsParameters.INITIAL_BUFFER;
    /** Whether this flow is in a transmission queue. Maintained by {@link SendingFlows}. */
    boolean active;

    /** Creates a flow. {@code openMessage} opens it at the far end. */
    SendingFlow(SendingFlows flows, long flowId, FlowPriority priority, FlowSource source, RtwsMessage openMessage) {
        this.flows = flows;
        this.flowId = flowId;
        this.priority = priority;
        this.source = source;
        this.openMessage = openMessage.toBytes();
        lastHead = new UserDataLast(flowId, Bytes.EMPTY).toBytes();
        moreHead = new UserDataMore(flowId, Bytes.EMPTY).toBytes();
    }

    long flowId() {
        return flowId;
    }

    FlowPriority priority() {
        return priority;
    }

    // Methods of the reading thread; the second ready() is thread-safe

    @Override
    public void ready() {
        var wakeups = new Wakeups();
        ready(true, wakeups);
        wakeups.fire();
    }

    @Override
    public boolean ready(boolean isUrgent, Wakeups wakeups) {
        if (reported.compareAndSet(false, true)) {
            flows.report(this);
        }
        flows.request(isUrgent, wakeups);
        return true;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            flows.execute(nowNanos -> endSoon());
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Handles the far end's rejection of the flow. */
    void rejected(long reasonCode) {
        boolean wasOpen = open;
        open = false;
        rejected = true;
        flows.execute(nowNanos -> drop());
        if (wasOpen) {
            source.rejected(reasonCode);
        }
    }

    /** Returns true if the server has sent the close of the flow. */
    boolean isCloseSent() {
        return closeSent;
    }

    /** Ends the flow after the far end acknowledged its close, or if the server never announced it. */
    void finished() {
        open = false;
        if (!rejected) {
            source.finished();
        }
    }

    // Methods of the loop's thread

    /** Clears the report. Call this before taking messages, so that a message queued later makes a new report. */
    void takeReport() {
        reported.set(false);
    }

    /**
     * Handles an acknowledgement of {@code deltaBytes} more, with room for {@code buffer} bytes. Returns false if it
     * exceeds the bytes sent.
     */
    boolean acknowledged(long deltaBytes, long buffer) {
        if (deltaBytes > sent - acknowledged) {
            return false;
        }
        acknowledged += deltaBytes;
        sendThrough = acknowledged + Math.min(buffer, Integer.MAX_VALUE);
        return true;
    }

    /**
     * Writes at most one piece, up to {@link SendingFlows#MAX_PIECE_BYTES}.
     *
     * @return the number of bytes that the far end will acknowledge, or {@link #NOTHING} if the flow has nothing to
     *     write until it is activated again
     */
    int transmit(ByteBuffer target, long nowNanos) {
        if (over) {
            return NOTHING;
        }
        var message = current;
        if (message != null && message.isLateToFinish(nowNanos)) {
            giveUp(message);
            SendingFlows.write(target, new AbandonMessage(flowId, 0).toBytes());
            return 0;
        }
        if (dropped) {
            return end(target);
        }
        if (sent >= sendThrough) {
            return NOTHING;
        }
        message = message == null ? begin(nowNanos) : message;
        if (message != null) {
            return writeFragment(message, target, nowNanos);
        }
        return closing ? end(target) : NOTHING;
    }

    private void endSoon() {
        closing = true;
        flows.activate(this);
    }

    private void drop() {
        if (current != null) {
            giveUp(current);
        }
        closing = true;
        dropped = true;
        flows.activate(this);
    }

    private @Nullable FlowMessage begin(long nowNanos) {
        var next = source.next(nowNanos);
        while (next != null && next.isLateToFinish(nowNanos)) {
            next.abandon();
            source.givenUp(next);
            next = source.next(nowNanos);
        }
        current = next;
        offset = 0;
        return next;
    }

    private void giveUp(FlowMessage message) {
        message.abandon();
        source.givenUp(message);
        current = null;
    }

    private int writeFragment(FlowMessage message, ByteBuffer target, long nowNanos) {
        if (!announced) {
            announced = true;
            SendingFlows.write(target, openMessage);
        }
        int rest = message.length() - offset;
        int room = (int) Math.min(RtwsParameters.FRAGMENT_BYTES, sendThrough - sent);
        int count = Math.min(room, rest);
        var head = count == rest ? lastHead : moreHead;
        int length = head.length() + count;
        Frames.putBinaryHeader(target, length);
        head.copyTo(target, 0, head.length());
        message.copyTo(target, offset, count);
        sent += length;
        offset += count;
        if (count == rest) {
            current = null;
            source.sent(message, nowNanos);
            flows.messageFinished();
        }
        return length;
    }

    private int end(ByteBuffer target) {
        over = true;
        if (announced) {
            closeSent = true;
            SendingFlows.write(target, new FlowClose(flowId).toBytes());
            return 0;
        }
        flows.unused(this);
        return NOTHING;
    }
}
