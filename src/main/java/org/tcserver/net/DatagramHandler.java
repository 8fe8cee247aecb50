package org.tcserver.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Handles the datagrams and deadlines of a {@link DatagramReactor}. All calls come from its thread. */
public interface DatagramHandler {
    /**
     * Handles a datagram, from the buffer's position to its limit. The buffer is reused afterwards.
     *
     * @param interfaceId the reactor's socket that received it
     */
    void receive(ByteBuffer datagram, int interfaceId, InetSocketAddress from, long nowNanos);

    /**
     * Returns the time for the next {@link #advance}; a past time means at once, {@link org.tcserver.time.Clock#NEVER}
     * means never.
     */
    long deadlineNanos(long nowNanos);

    /** Processes part of the due work, so that other work on the thread does not wait long. */
    void advance(long nowNanos);
}
