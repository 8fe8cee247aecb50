package org.tcserver.rtws;

import org.tcserver.tc.Wakeups;

/** What the sending side of a connection needs of the rest. Thread-safe. */
interface SendingPort {
    /** There is something to send, see {@link org.tcserver.window.WindowedWriter#request(boolean, Wakeups)}. */
    void request(boolean isUrgent, Wakeups wakeups);

    /** The far end has got so many bytes of user data messages, modulo 2^32. */
    void acknowledged(long totalBytes);

    /** {@code flow} has ended before anything was sent in it: the far end never heard of it. */
    void unused(SendingFlow flow);

    /** Ends the connection at once, as the client broke the protocol. */
    void abort(String reason);
}
