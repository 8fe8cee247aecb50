package org.tcserver.tc;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The counters of one connection; they also feed its protocol's counters.
 *
 * <p>Each counter has a single writer: the connection's thread for received traffic, the sending thread for sent
 * traffic. Any thread may count {@link #dropped} messages and read all counters.
 */
public final class ConnectionFigures {
    private static final int RECEIVED_BYTES = 0;
    private static final int RECEIVED_MESSAGES = 1;
    private static final int SENT_BYTES = 2;
    private static final int SENT_MESSAGES = 3;
    private static final int ROUND_TRIP = 4;
    private static final int DROPPED = 5;

    private final ProtocolFigures protocol;
    private final SendingFigures sending;
    private final AtomicLongArray own = new AtomicLongArray(DROPPED + 1);

    ConnectionFigures(ProtocolFigures protocol, SendingFigures sending) {
        this.protocol = protocol;
        this.sending = sending;
    }

    public void receivedBytes(int count) {
        protocol.receivedBytes(count);
        add(RECEIVED_BYTES, count);
    }

    /** Counts a completely received message. */
    public void received(Kind kind) {
        protocol.received(kind);
        add(RECEIVED_MESSAGES, 1);
    }

    public void sentBytes(int count) {
        protocol.sentBytes(count);
        add(SENT_BYTES, count);
    }

    /** Counts a message whose last byte was sent, and records its latency. */
    public void sent(Outgoing out, long nowNanos) {
        sending.latencies(out.kind()).record(nowNanos - out.offeredNanos());
        add(SENT_MESSAGES, 1);
    }

    /** Counts a dropped message for this client. */
    public void dropped(Kind kind, DropReason reason) {
        protocol.dropped(kind, reason);
        own.getAndIncrement(DROPPED);
    }

    /**
     * Sets the total bytes of the session that carries this connection. The session has already counted them for its
     * protocol.
     */
    public void sessionBytes(long received, long sent) {
        own.setOpaque(RECEIVED_BYTES, received);
        own.setOpaque(SENT_BYTES, sent);
    }

    /** Sets the smoothed round-trip time; 0 if unknown. */
    public void roundTrip(long nanos) {
        own.setOpaque(ROUND_TRIP, nanos);
    }

    /** Records how long {@code out} waited in its queue. */
    void taken(Outgoing out, long nowNanos) {
        sending.queueAges(out.kind()).record(nowNanos - out.offeredNanos());
    }

    long droppedMessages() {
        return own.getOpaque(DROPPED);
    }

    /** Returns all counters, and the given queue state. */
    ConnectionState state(ConnectionState.Waiting waiting) {
        return new ConnectionState(
                new ConnectionState.Traffic(own.getOpaque(RECEIVED_BYTES), own.getOpaque(RECEIVED_MESSAGES)),
                new ConnectionState.Traffic(own.getOpaque(SENT_BYTES), own.getOpaque(SENT_MESSAGES)),
                droppedMessages(),
                waiting,
                own.getOpaque(ROUND_TRIP));
    }

    private void add(int index, long amount) {
        own.setOpaque(index, own.getPlain(index) + amount);
    }
}
