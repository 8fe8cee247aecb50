package org.tcserver.flow;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.Bytes;

/** One connection that carries flows both ways. Confined to the connection's thread. */
public interface FlowTransport {
    /**
     * Opens a flow to the far end. Nothing is sent of it before its first message.
     *
     * @param returnAssociation the flow from the far end to which this one is an answer, or null
     * @param priority it is sent before all flows of a later priority
     */
    SendFlow open(Bytes metadata, @Nullable RecvFlow returnAssociation, FlowPriority priority, FlowSource source);

    /** Where the far end is now, as {@code address:port}, or more than that. */
    String farAddress();

    /** How much longer than at its best the round trip may take before less is sent; nothing to do where none is kept. */
    void limitExtraDelay(Duration limit);

    /** See {@link org.tcserver.tc.TcConnection#mediaLifetime}. */
    default void mediaLifetime(Duration lifetime) {}

    /**
     * The far end may be introduced to others, and be told to be at these addresses too; nothing to do where nobody is
     * introduced.
     */
    default void introduceAt(List<InetSocketAddress> addresses) {}

    /** The client's {@code connect} was granted: from now on it may make the server hold more. */
    default void connected() {}

    /** Ends the connection; whatever is under way is lost. Idempotent. */
    void close();
}
