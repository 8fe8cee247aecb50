package org.tcserver.flow;

import org.tcserver.tc.Wakeups;

/**
 * A flow to the far end. A transport implements it. Confined to the connection's thread, except for {@link
 * #ready(boolean, Wakeups)}.
 */
public interface SendFlow {
    /** Reports that the {@link FlowSource} has messages. The transport takes them as soon as it may send them. */
    void ready();

    /**
     * Reports messages like {@link #ready()}, but from any thread. A transport with a separate sending thread
     * implements this to avoid waking the connection's thread.
     *
     * @param isUrgent false if, on a busy server, sending may wait for more messages
     * @param wakeups receives the threads to wake
     * @return false if the caller must use {@link #ready()} instead
     */
    default boolean ready(boolean isUrgent, Wakeups wakeups) {
        return false;
    }

    /** Closes the flow once its source is empty; the caller need not call {@link #ready}. Idempotent. */
    void close();

    /** Returns true if the server has not closed the flow and the far end has not rejected it. */
    boolean isOpen();
}
