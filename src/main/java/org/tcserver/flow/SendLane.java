package org.tcserver.flow;

import org.jspecify.annotations.Nullable;
import org.tcserver.tc.DropReason;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.SendQueue;
import org.tcserver.tc.Wakeups;

/**
 * The outgoing messages of one stream and kind: a lane of the connection's queue, and the flow that takes messages from
 * it.
 *
 * <p>{@link #offer}, {@link #wake} and {@link #isUsed} are thread-safe. The sending thread calls {@link #next}, {@link
 * #sent} and {@link #givenUp}. The rest is confined to the connection's thread.
 */
final class SendLane implements FlowSource {
    private final FlowConnection connection;
    private final SendQueue queue;
    private final SendQueue.Lane lane;
    private final TcMetadata metadata;
    private final FlowPriority priority;
    private volatile @Nullable SendFlow flow;
    private volatile boolean used;
    private volatile boolean rejected;
    private boolean closing;
    private boolean ended;

    SendLane(FlowConnection connection, SendQueue queue, int streamId, FlowPriority priority) {
        this.connection = connection;
        this.queue = queue;
        this.lane = queue.addLane();
        this.metadata = new TcMetadata(streamId, false);
        this.priority = priority;
    }

    SendQueue.Offer offer(Outgoing out, long nowNanos) {
        used = true;
        if (rejected) {
            queue.figures().dropped(out.kind(), DropReason.UNWANTED);
            return SendQueue.Offer.DROPPED;
        }
        return queue.offer(lane, out, nowNanos);
    }

    /** Reports a queued message to the flow. Returns false if the connection's thread must do that. */
    boolean wake(boolean isUrgent, Wakeups wakeups) {
        var current = flow;
        return current != null && current.ready(isUrgent, wakeups);
    }

    /** Returns true if this lane was ever used and the far end has not rejected it. */
    boolean isUsed() {
        return used && !rejected;
    }

    /** Opens the flow at the first message, and reports each later one to it. */
    void advance() {
        if (ended || (lane.isEmpty() && !closing)) {
            return;
        }
        var current = flow;
        if (current == null) {
            if (lane.isEmpty()) {
                end();
                return;
            }
            current = connection.openFlow(metadata.toBytes(), priority, this);
            flow = current;
        }
        current.ready();
        if (closing) {
            current.close();
        }
    }

    /** Closes the flow once its queued messages are sent. */
    void close() {
        closing = true;
        advance();
    }

    /** Discards queued messages and ends the lane. */
    void end() {
        if (!ended) {
            ended = true;
            queue.removeLane(lane);
            connection.ended(this);
        }
    }

    boolean isEnded() {
        return ended;
    }

    @Override
    public @Nullable FlowMessage next(long nowNanos) {
        var out = lane.isEmpty() ? null : queue.poll(lane, nowNanos);
        return out == null ? null : FlowMessage.of(out);
    }

    @Override
    public void sent(FlowMessage message, long nowNanos) {
        var out = message.outgoing();
        if (out != null) {
            queue.sent(out, nowNanos);
        }
    }

    @Override
    public void givenUp(FlowMessage message) {
        var out = message.outgoing();
        if (out != null) {
            queue.givenUp(out);
        }
    }

    @Override
    public void rejected(long exceptionCode) {
        rejected = true;
        end();
        connection.rejected(metadata.streamId());
    }

    @Override
    public void finished() {
        end();
    }
}
