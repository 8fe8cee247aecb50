package org.tcserver.rtmp;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.net.TcpTransport;
import org.tcserver.net.Writer;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.Protocol;
import org.tcserver.tc.SendQueue;
import org.tcserver.tc.Wakeups;
import org.tcserver.time.Clock;

/**
 * The way out of an RTMP connection: queue, chunks, send window, socket.
 *
 * <p>Any thread sends; the loop's thread takes from the queue and writes. The send window is the loop's alone, so what
 * the reading thread learns of acknowledgements is handed over.
 */
final class RtmpSender implements Writer {
    private static final Logger LOG = LoggerFactory.getLogger(RtmpSender.class);

    private static final int IDLE = 0;
    private static final int PATIENT = 1;
    private static final int URGENT = 2;
    private static final long NO_ACKNOWLEDGEMENT = -1;

    private final TcpTransport transport;
    private final SendQueue queue;
    private final SendQueue.Lane immediateLane;
    private final SendQueue.Lane videoLane;
    private final ChunkWriter chunks;
    private final Runnable wakeLoop;
    private final Runnable giveUp;
    private final AtomicInteger requested = new AtomicInteger(IDLE);
    private final AtomicLong acknowledgement = new AtomicLong(NO_ACKNOWLEDGEMENT);
    private volatile boolean sendsMedia;
    private volatile boolean finishing;
    private volatile long extraDelayNanos;
    private volatile long roundTripNanos = Clock.NEVER;

    private final SendWindow window;
    private final boolean asksForAcknowledgements;
    private int askedAckWindow;
    private int sendBufferSize;
    private boolean blocked;
    private boolean outputShutDown;

    RtmpSender(RtmpConnection connection, TcpTransport transport, SendQueue queue, RtmpEnvironment environment) {
        this.transport = transport;
        this.queue = queue;
        window = new SendWindow(environment.clock().nanos());
        extraDelayNanos = environment.extraDelay().toNanos();
        asksForAcknowledgements = connection.protocol() == Protocol.RTMP;
        immediateLane = queue.addLane();
        videoLane = queue.addLane(immediateLane);
        chunks = new ChunkWriter(queue, immediateLane, videoLane);
        wakeLoop = transport.loop().waker();
        giveUp = () -> connection.abort("the client takes too little of what may not be dropped");
    }

    /** Queues {@code out}; wake the loop afterwards. */
    void send(Outgoing out, long nowNanos, Wakeups wakeups) {
        switch (queue.offer(out.kind().isImmediate() ? immediateLane : videoLane, out, nowNanos)) {
            case QUEUED -> {
                boolean isMedia = out.isExpirable();
                if (isMedia && !sendsMedia) {
                    sendsMedia = true;
                }
                request(isMedia ? PATIENT : URGENT, wakeups);
            }
            case DROPPED -> {}
            case OVERFLOW -> wakeups.add(giveUp);
        }
    }

    boolean hasRoom(long nowNanos) {
        return queue.hasRoom(nowNanos);
    }

    boolean hasRoomForRelay(long nowNanos) {
        return queue.bytes() <= RtmpParameters.RELAY_LIMIT_BYTES && queue.hasRoom(nowNanos);
    }

    void discardMedia(int streamId) {
        queue.discardExpirable(streamId);
    }

    /** Sends what is queued, then tells the peer that nothing more comes. */
    void finish() {
        queue.close();
        finishing = true;
        var wakeups = new Wakeups();
        request(URGENT, wakeups);
        wakeups.fire();
    }

    /** Drops what is late, which nobody may have looked at since, and gives a client up that takes nothing else either. */
    void sweep(long nowNanos) {
        if (queue.sweep(nowNanos, RtmpParameters.STALL_LIMIT.toNanos())) {
            giveUp.run();
        }
    }

    /** Forgets what is queued: nothing can be sent any more. */
    void discard() {
        queue.clear();
    }

    void limitExtraDelay(Duration limit) {
        extraDelayNanos = limit.toNanos();
    }

    /** How long the handshake took to come back. */
    void roundTrip(long nanos) {
        roundTripNanos = nanos;
    }

    /** The client has received {@code sequence} bytes, modulo 2^32. */
    void acknowledged(long sequence) {
        if (asksForAcknowledgements) {
            acknowledgement.set(sequence);
            var wakeups = new Wakeups();
            request(URGENT, wakeups);
            wakeups.fire();
        }
    }

    /** Sends a protocol control message; for the reading thread. */
    void sendControl(ControlMessage message, long nowNanos) {
        var wakeups = new Wakeups();
        send(Outgoing.permanent(0, message.toMessage()), nowNanos, wakeups);
        wakeups.fire();
    }

    private void request(int urgency, Wakeups wakeups) {
        int before = requested.getAndAccumulate(urgency, Math::max);
        if (before < urgency) {
            transport.loop().schedule(this, urgency == URGENT);
            wakeups.add(wakeLoop);
        }
    }

    @Override
    public Next write(ByteBuffer scratch, long nowNanos) {
        requested.set(IDLE);
        try {
            if (acknowledgement.get() != NO_ACKNOWLEDGEMENT) {
                window.acknowledged(acknowledgement.getAndSet(NO_ACKNOWLEDGEMENT), nowNanos);
            }
            return isUnblocked(nowNanos) ? writeDue(scratch, nowNanos) : Next.WAIT;
        } catch (IOException e) {
            LOG.trace("the connection broke", e);
            transport.close();
            return Next.WAIT;
        }
    }

    @Override
    public int messagesWritten() {
        return chunks.takeMessagesFinished();
    }

    private boolean isUnblocked(long nowNanos) throws IOException {
        if (!blocked) {
            return true;
        }
        if (!transport.flush()) {
            return false;
        }
        blocked = false;
        window.writable(nowNanos);
        return true;
    }

    private Next writeDue(ByteBuffer scratch, long nowNanos) throws IOException {
        window.extraDelay(extraDelayNanos);
        window.roundTrip(roundTripNanos);
        int allowance = window.allowance(nowNanos);
        adjust(nowNanos);
        scratch.limit(Math.min(scratch.capacity(), allowance));
        chunks.fill(scratch, nowNanos);
        if (scratch.position() > 0) {
            window.written(scratch.position(), nowNanos);
            if (!transport.write(scratch.flip())) {
                blocked = true;
                window.blocked(nowNanos);
                return Next.WAIT;
            }
        }
        if (chunks.hasMore()) {
            return scratch.position() > 0 ? again() : Next.REVISIT;
        }
        if (finishing && !outputShutDown) {
            outputShutDown = true;
            transport.shutdownOutput();
        }
        return Next.WAIT;
    }

    /** Whatever is queued before the loop comes back need not schedule this once more. */
    private Next again() {
        requested.set(URGENT);
        return Next.AGAIN;
    }

    /** Asks the client and the kernel for what the window wishes now. */
    private void adjust(long nowNanos) throws IOException {
        if (window.sendBufferSize() != sendBufferSize) {
            sendBufferSize = window.sendBufferSize();
            transport.setOption(StandardSocketOptions.SO_SNDBUF, sendBufferSize);
        }
        var ackWindow = window.windowAckSize();
        if (asksForAcknowledgements && sendsMedia && ackWindow.windowSize() != askedAckWindow) {
            askedAckWindow = (int) ackWindow.windowSize();
            sendControl(ackWindow, nowNanos);
            sendControl(window.peerBandwidth(), nowNanos);
        }
    }
}
