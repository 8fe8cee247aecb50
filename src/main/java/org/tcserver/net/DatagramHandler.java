package org.tcserver.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Who lives on a {@link DatagramReactor}. All calls come from its thread. */
public interface DatagramHandler {
    /**
     * A datagram came, from the buffer's position to its limit; the buffer is reused afterwards.
     *
     * @param interfaceId which of the reactor's sockets it came to
     */
    void receive(ByteBuffer datagram, int interfaceId, InetSocketAddress from, long nowNanos);

    /** When {@link #advance} is due; in the past if at once, {@link org.tcserver.time.Clock#NEVER} if not at all. */
    long deadlineNanos(long nowNanos);

    /** Does some of what is due, so much that others need not wait long. */
    void advance(long nowNanos);
}
