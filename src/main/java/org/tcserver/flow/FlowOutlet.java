package org.tcserver.flow;

import java.util.List;
import org.tcserver.tc.DropReason;
import org.tcserver.tc.Kind;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.Outlet;
import org.tcserver.tc.SendQueue;
import org.tcserver.tc.TcMessage;
import org.tcserver.tc.Wakeups;

/** The outgoing side of one stream of a connection over flows: one lane per kind of message. Thread-safe. */
final class FlowOutlet implements Outlet {
    private final FlowConnection connection;
    private final SendQueue queue;
    private final int streamId;
    private final SendLane data;
    private final SendLane audio;
    private final SendLane video;

    FlowOutlet(FlowConnection connection, SendQueue queue, int streamId) {
        this.connection = connection;
        this.queue = queue;
        this.streamId = streamId;
        data = new SendLane(connection, queue, streamId, FlowPriority.IMMEDIATE);
        audio = new SendLane(connection, queue, streamId, FlowPriority.IMMEDIATE);
        video = new SendLane(connection, queue, streamId, FlowPriority.ROUTINE);
    }

    @Override
    public int streamId() {
        return streamId;
    }

    @Override
    public void send(Outgoing out, long nowNanos, Wakeups wakeups) {
        var lane = switch (out.kind()) {
            case DATA -> data;
            case AUDIO -> audio;
            case VIDEO -> video;
        };
        offer(lane, out, nowNanos, wakeups);
    }

    @Override
    public void heldBack(Kind kind, DropReason reason) {
        queue.figures().dropped(kind, reason);
    }

    @Override
    public boolean hasRoom(long nowNanos) {
        return queue.hasRoom(nowNanos);
    }

    @Override
    public boolean relay(TcMessage command, long nowNanos, Wakeups wakeups) {
        return offer(data, Outgoing.relayed(command), nowNanos, wakeups) == SendQueue.Offer.QUEUED;
    }

    /** Synchronizes audio and data only: a barrier for video could delay the rest for a long time (§5.2). */
    @Override
    public void synchronize(long nowNanos, Wakeups wakeups) {
        if (audio.isUsed() && data.isUsed()) {
            var barrier = new FlowSync(connection.nextSyncId(), 2).toMessage();
            offer(audio, Outgoing.permanent(streamId, barrier), nowNanos, wakeups);
            offer(data, Outgoing.permanent(streamId, barrier), nowNanos, wakeups);
        }
    }

    @Override
    public void discardMedia() {
        queue.discardExpirable(streamId);
    }

    @Override
    public void finish() {
        discardMedia();
        connection.finish(this);
    }

    List<SendLane> lanes() {
        return List.of(data, audio, video);
    }

    private SendQueue.Offer offer(SendLane lane, Outgoing out, long nowNanos, Wakeups wakeups) {
        var offer = lane.offer(out, nowNanos);
        switch (offer) {
            case QUEUED -> {
                if (!lane.wake(!out.isExpirable(), wakeups)) {
                    connection.request(wakeups);
                }
            }
            case DROPPED -> {}
            case OVERFLOW -> connection.fail(FlowParameters.TAKES_TOO_LITTLE, wakeups);
        }
        return offer;
    }
}
