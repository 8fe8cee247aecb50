package org.tcserver.tc;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What is counted of one connection, for itself and for its protocol.
 *
 * <p>Each figure has one thread that counts it: what is received, the connection's own; what is taken and sent, the one
 * that sends for it; {@link #dropped} any. They may be read by any thread.
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

    /** A message is there, whole. */
    public void received(Kind kind) {
        protocol.received(kind);
        add(RECEIVED_MESSAGES, 1);
    }

    public void sentBytes(int count) {
        protocol.sentBytes(count);
        add(SENT_BYTES, count);
    }

    /** The last byte of {@code out} leaves. */
    public void sent(Outgoing out, long nowNanos) {
        sending.latencies(out.kind()).record(nowNanos - out.offeredNanos());
        add(SENT_MESSAGES, 1);
    }

    /** A message for this client is dropped. */
    public void dropped(Kind kind, DropReason reason) {
        protocol.dropped(kind, reason);
        own.getAndIncrement(DROPPED);
    }

    /** What a session has counted that carries this connection, and has told its protocol already; so far, in bytes. */
    public void sessionBytes(long received, long sent) {
        own.setOpaque(RECEIVED_BYTES, received);
        own.setOpaque(SENT_BYTES, sent);
    }

    /** The smoothed round-trip time; 0 if it is not known. */
    public void roundTrip(long nanos) {
        own.setOpaque(ROUND_TRIP, nanos);
    }

    /** {@code out} is taken out of its queue to be sent. */
    void taken(Outgoing out, long nowNanos) {
        sending.queueAges(out.kind()).record(nowNanos - out.offeredNanos());
    }

    long droppedMessages() {
        return own.getOpaque(DROPPED);
    }

    /** All of it, and what waits. */
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
