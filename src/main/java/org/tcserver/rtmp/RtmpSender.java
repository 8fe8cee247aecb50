package org.tcserver.rtmp;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.tcserver.net.TcpTransport;
import org.tcserver.net.Writer;
import org.tcserver.tc.ConnectionState;
import org.tcserver.tc.DropReason;
import org.tcserver.tc.Kind;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.Protocol;
import org.tcserver.tc.SendQueue;
import org.tcserver.tc.Wakeups;
import org.tcserver.window.Outflow;
import org.tcserver.window.WindowedWriter;

/**
 * The outgoing side of an RTMP connection: queue and chunks. Any thread may send. The methods of {@link Outflow} are
 * confined to the loop's thread.
 */
final class RtmpSender implements Outflow {
    private final SendQueue queue;
    private final SendQueue.Lane immediateLane;
    private final SendQueue.Lane videoLane;
    private final ChunkWriter chunks;
    private final WindowedWriter writer;
    private final Runnable giveUp;
    private final boolean asksForAcknowledgements;
    private volatile boolean sendsMedia;
    private int askedAckWindow = RtmpParameters.ANNOUNCED_WINDOW;

    RtmpSender(RtmpConnection connection, TcpTransport transport, SendQueue queue, RtmpEnvironment environment) {
        this.queue = queue;
        asksForAcknowledgements = connection.protocol() != Protocol.RTMP_SIMPLE;
        immediateLane = queue.addLane();
        videoLane = queue.addLane(immediateLane);
        chunks = new ChunkWriter(queue, immediateLane, videoLane);
        giveUp = () -> connection.abort("the client takes too little of what may not be dropped");
        writer = new WindowedWriter(
                transport,
                this,
                queue.figures(),
                environment.extraDelay(),
                environment.clock().nanos());
    }

    /** Returns the writer for the loop. */
    Writer writer() {
        return writer;
    }

    /** Queues {@code out}. The caller then fires {@code wakeups}. */
    SendQueue.Offer send(Outgoing out, long nowNanos, Wakeups wakeups) {
        var offer = queue.offer(out.kind().isImmediate() ? immediateLane : videoLane, out, nowNanos);
        switch (offer) {
            case QUEUED -> {
                boolean isMedia = out.isExpirable();
                if (isMedia && !sendsMedia) {
                    sendsMedia = true;
                }
                writer.request(!isMedia, wakeups);
            }
            case DROPPED -> {}
            case OVERFLOW -> wakeups.add(giveUp);
        }
        return offer;
    }

    /** Counts a message that was dropped before it reached the queue. */
    void heldBack(Kind kind, DropReason reason) {
        queue.figures().dropped(kind, reason);
    }

    ConnectionState state(long nowNanos) {
        return queue.state(nowNanos);
    }

    boolean hasRoom(long nowNanos) {
        return queue.hasRoom(nowNanos);
    }

    void discardMedia(int streamId) {
        queue.discardExpirable(streamId);
    }

    /** Sends the queued messages and then closes the output. */
    void finish() {
        queue.close();
        writer.finish();
    }

    /**
     * Drops expired messages, and disconnects a client that reads too little for {@link RtmpParameters#STALL_LIMIT}.
     */
    void sweep(long nowNanos) {
        if (queue.sweep(nowNanos, RtmpParameters.STALL_LIMIT.toNanos())) {
            giveUp.run();
        }
    }

    /** Discards queued messages, because the server can send nothing more. */
    void discard() {
        queue.clear();
    }

    void limitExtraDelay(Duration limit) {
        writer.limitExtraDelay(limit);
    }

    /** Sets the round trip time that the handshake took. */
    void roundTrip(long nanos) {
        writer.roundTrip(nanos);
    }

    /** Sets the shortest lifetime of the media that the client plays. */
    void mediaLifetime(Duration lifetime) {
        writer.mediaLifetime(lifetime);
    }

    /** Handles the client's answer to the ping {@code token}. */
    void answered(int token) {
        writer.answered(token);
        writer.request();
    }

    /** Handles the client's acknowledgement of {@code sequence} bytes, modulo 2^32. */
    void acknowledged(long sequence) {
        if (asksForAcknowledgements) {
            writer.acknowledged(sequence);
            writer.request();
        }
    }

    /** Sends a protocol control message. */
    void sendControl(ControlMessage message, long nowNanos) {
        var wakeups = new Wakeups();
        send(Outgoing.permanent(0, message.toMessage()), nowNanos, wakeups);
        wakeups.fire();
    }

    /** Does nothing: everything that the loop sends is in the queue. */
    @Override
    public void prepare(long nowNanos) {}

    /** Returns false: clients count received bytes in different ways. */
    @Override
    public boolean countsAreExact() {
        return false;
    }

    /** Sets the acknowledgement window. Also sends the peer bandwidth, because some clients use only that. */
    @Override
    public void wishAckWindow(int bytes, long nowNanos) {
        int wanted = bytes == 0 ? RtmpParameters.ANNOUNCED_WINDOW : bytes;
        if (asksForAcknowledgements && sendsMedia && wanted != askedAckWindow) {
            askedAckWindow = wanted;
            long bandwidth = bytes == 0 ? wanted : (long) bytes * RtmpParameters.PEER_BANDWIDTH_PER_ACK_WINDOW;
            sendControl(new WindowAckSize(wanted), nowNanos);
            sendControl(new SetPeerBandwidth(bandwidth, SetPeerBandwidth.LimitType.DYNAMIC), nowNanos);
        }
    }

    /**
     * Fills {@code target}, but reserves room to complete the chunk and append a ping. A client that acknowledges only
     * whole messages, as FFmpeg does, would never acknowledge an unfinished one.
     */
    @Override
    public int fill(ByteBuffer target, int allowance, long nowNanos) {
        int before = target.position();
        int end = Math.min(target.limit(), target.capacity() - RtmpParameters.PING_ROOM_BYTES);
        target.limit(Math.max(before, end));
        chunks.fill(target, allowance, nowNanos);
        return target.position() - before;
    }

    /**
     * Sends a ping only to a client that receives media. Over rtmp-simple a chunk is a whole message, so a ping may
     * wait for the end of one.
     */
    @Override
    public int ping(ByteBuffer target, int token, long nowNanos) {
        if (!sendsMedia) {
            return 0;
        }
        int before = target.position();
        int limit = target.limit();
        var ping = Outgoing.permanent(0, new PingRequest(token & 0xffff_ffffL).toMessage());
        boolean isWritten = chunks.interpose(ping, target.limit(target.capacity()), nowNanos);
        target.limit(Math.max(limit, target.position()));
        return isWritten ? target.position() - before : 0;
    }

    @Override
    public boolean hasMore() {
        return chunks.hasMore();
    }

    @Override
    public int takeMessagesFinished() {
        return chunks.takeMessagesFinished();
    }
}
