package org.tcserver.flow;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.Bytes;

/** A connection that carries flows in both directions. Confined to the connection's thread. */
public interface FlowTransport {
    /**
     * Opens a flow to the far end. Sends nothing until its first message.
     *
     * @param returnAssociation the flow from the far end that this one answers, or null
     * @param priority flows of this priority precede all flows of a later one
     */
    SendFlow open(Bytes metadata, @Nullable RecvFlow returnAssociation, FlowPriority priority, FlowSource source);

    /** Returns the current address of the far end as {@code address:port}, perhaps with more details after it. */
    String farAddress();

    /**
     * Sets the queuing delay, beyond the base round trip time, above which the transport sends less. Does nothing if
     * the transport does not control delay.
     */
    void limitExtraDelay(Duration limit);

    /** See {@link org.tcserver.tc.TcConnection#mediaLifetime}. */
    default void mediaLifetime(Duration lifetime) {}

    /**
     * Allows other peers to be introduced to the far end, and adds {@code addresses} to those they learn. Does nothing
     * in a transport without introductions.
     */
    default void introduceAt(List<InetSocketAddress> addresses) {}

    /**
     * Reports that the session granted {@code connect}. The transport then applies the higher limits of a connected
     * client.
     */
    default void connected() {}

    /** Closes the connection and discards messages in transmission. Idempotent. */
    void close();
}
