package org.tcserver.flow;

/** A flow from here to the far end, implemented by a transport. Confined to the connection's thread. */
public interface SendFlow {
    /** Its {@link FlowSource} has messages, perhaps again: they are pulled as soon as the transport may send them. */
    void ready();

    /** Ends the flow once its source is drained; {@link #ready} is no longer needed. Idempotent. */
    void close();

    /** Whether it was neither closed here nor rejected by the far end. */
    boolean isOpen();
}
