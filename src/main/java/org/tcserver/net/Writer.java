package org.tcserver.net;

import java.nio.ByteBuffer;

/** Writes to a loop's sockets when the loop calls it. */
public interface Writer {
    /** The next step for a writer. */
    enum Next {
        /** Nothing until it is scheduled again. */
        WAIT,
        /** It has more to write: call it again after the other writers. */
        AGAIN,
        /** It has more to write, but waits for something other than the socket: call it again soon. */
        REVISIT
    }

    /**
     * Writes what is due; called on the loop's thread.
     *
     * @param scratch an empty buffer for use during the call
     * @return the next step; a full socket schedules its writer by itself
     */
    Next write(ByteBuffer scratch, long nowNanos);

    /** Returns how many messages the last call wrote. */
    int messagesWritten();
}
