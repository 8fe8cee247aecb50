package org.tcserver.rtmp;

import org.tcserver.tc.DropReason;
import org.tcserver.tc.Kind;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.Outlet;
import org.tcserver.tc.SendQueue;
import org.tcserver.tc.TcMessage;
import org.tcserver.tc.Wakeups;

/** The outgoing side of one stream of an RTMP connection. Thread-safe. */
final class RtmpOutlet implements Outlet {
    private final RtmpConnection connection;
    private final RtmpSender sender;
    private final int streamId;

    RtmpOutlet(RtmpConnection connection, RtmpSender sender, int streamId) {
        this.connection = connection;
        this.sender = sender;
        this.streamId = streamId;
    }

    @Override
    public int streamId() {
        return streamId;
    }

    @Override
    public void send(Outgoing out, long nowNanos, Wakeups wakeups) {
        sender.send(out, nowNanos, wakeups);
    }

    @Override
    public void heldBack(Kind kind, DropReason reason) {
        sender.heldBack(kind, reason);
    }

    @Override
    public boolean hasRoom(long nowNanos) {
        return sender.hasRoom(nowNanos);
    }

    @Override
    public boolean relay(TcMessage command, long nowNanos, Wakeups wakeups) {
        return sender.send(Outgoing.relayed(command), nowNanos, wakeups) == SendQueue.Offer.QUEUED;
    }

    /** Does nothing: all messages of one priority already leave in order, whatever their kind. */
    @Override
    public void synchronize(long nowNanos, Wakeups wakeups) {}

    @Override
    public void discardMedia() {
        sender.discardMedia(streamId);
    }

    @Override
    public void finish() {
        connection.forget(this);
        sender.discardMedia(streamId);
    }
}
