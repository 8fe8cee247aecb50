package org.tcserver.flow;

import org.jspecify.annotations.Nullable;
import org.tcserver.tc.DropReason;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.SendQueue;
import org.tcserver.tc.Wakeups;

/**
 * The messages of one stream and kind on their way out: a lane of the connection's queue, and the flow that pulls from
 * it.
 *
 * <p>{@link #offer}, {@link #wake} and {@link #isUsed} are thread-safe; {@link #next}, {@link #sent} and {@link
 * #givenUp} are called by whoever sends, the rest is confined to the connection's thread.
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

    /** Tells the flow of a message that was queued; false if the connection's thread has to do that. */
    boolean wake(boolean isUrgent, Wakeups wakeups) {
        var current = flow;
        return current != null && current.ready(isUrgent, wakeups);
    }

    /** Whether anything was ever sent here, and the far end wants it. */
    boolean isUsed() {
        return used && !rejected;
    }

    /** Opens the flow at the first message, and tells it of every further one. */
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

    /** Ends the flow once what waits is sent. */
    void close() {
        closing = true;
        advance();
    }

    /** Forgets what waits. */
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
