package org.tcserver.tc;

/**
 * Accepts messages for one stream of one client; stream 0 is the control stream. Thread-safe. It does not block and
 * does no I/O, so callers may hold the hub's locks.
 */
public interface Outlet {
    int streamId();

    /**
     * Queues {@code out}. The connection drops late messages, and closes if messages that may not be dropped overflow.
     *
     * @param wakeups receives the writer to wake, if it sleeps; the caller fires it after releasing its locks
     */
    void send(Outgoing out, long nowNanos, Wakeups wakeups);

    /** Counts a message that was dropped before it reached this outlet. */
    default void heldBack(Kind kind, DropReason reason) {}

    /** Returns false while the queue is so full that it would refuse a droppable message. */
    boolean hasRoom(long nowNanos);

    /** Queues a command from another client; returns false if it is dropped because too many are queued. */
    boolean relay(TcMessage command, long nowNanos, Wakeups wakeups);

    /**
     * Makes the client receive all earlier messages, of every kind, before later ones (RFC 7425 §5.2). Does nothing if
     * all kinds share one order.
     */
    void synchronize(long nowNanos, Wakeups wakeups);

    /** Drops queued coded media, because the client no longer wants it. */
    void discardMedia();

    /** Ends the stream: nothing more is sent on it. */
    void finish();
}
