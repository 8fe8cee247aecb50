package org.tcserver.rtws;

import org.tcserver.tc.Wakeups;

/** The rest of the connection, as the sending side uses it. Thread-safe. */
interface SendingPort {
    /** Requests a turn to send; see {@link org.tcserver.window.WindowedWriter#request(boolean, Wakeups)}. */
    void request(boolean isUrgent, Wakeups wakeups);

    /** Reports the total of acknowledged bytes in user data messages; used modulo 2^32. */
    void acknowledged(long totalBytes);

    /** Reports that {@code flow} ended before the server announced it to the far end. */
    void unused(SendingFlow flow);

    /** Ends the connection immediately because the client violated the protocol. */
    void abort(String reason);
}
