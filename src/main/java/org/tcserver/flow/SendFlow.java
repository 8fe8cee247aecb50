package org.tcserver.flow;

import org.tcserver.tc.Wakeups;

/** A flow from here to the far end, implemented by a transport. Confined to the connection's thread, but for one method. */
public interface SendFlow {
    /** Its {@link FlowSource} has messages, perhaps again: they are pulled as soon as the transport may send them. */
    void ready();

    /**
     * As {@link #ready()}, but from any thread, where another than the connection's does the sending: nobody is woken for
     * nothing then.
     *
     * @param isUrgent false if it may wait for more to come, on a busy server
     * @param wakeups gets whom to wake
     * @return false if the transport needs {@link #ready()} to be called
     */
    default boolean ready(boolean isUrgent, Wakeups wakeups) {
        return false;
    }

    /** Ends the flow once its source is drained; {@link #ready} is no longer needed. Idempotent. */
    void close();

    /** Whether it was neither closed here nor rejected by the far end. */
    boolean isOpen();
}
