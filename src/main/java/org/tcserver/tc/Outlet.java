package org.tcserver.tc;

/**
 * Where messages towards one stream of one client go in; stream 0 is the control stream. Thread-safe; nothing blocks
 * and only memory is touched, so it may be used under the hub's locks.
 */
public interface Outlet {
    int streamId();

    /**
     * Queues {@code out}. The connection drops what is late and closes itself where what may not be dropped overflows.
     *
     * @param wakeups gets the writer to wake, if it sleeps; the caller fires it after releasing its locks
     */
    void send(Outgoing out, long nowNanos, Wakeups wakeups);

    /** Counts a message that was held back before it came here. */
    default void heldBack(Kind kind, DropReason reason) {}

    /** False while so much waits for this client that a droppable message would be refused. */
    boolean hasRoom(long nowNanos);

    /** Queues a command that another client sent to this one; false if it is dropped, since too much waits. */
    boolean relay(TcMessage command, long nowNanos, Wakeups wakeups);

    /**
     * What was sent before, of every kind, is to be received before what is sent later (RFC 7425 §5.2). Nothing to do
     * where all kinds share one order.
     */
    void synchronize(long nowNanos, Wakeups wakeups);

    /** Drops what waits of coded media: the client no longer wants it. */
    void discardMedia();

    /** The stream is gone: nothing more is sent on it. */
    void finish();
}
