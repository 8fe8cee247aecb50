package org.tcserver.net;

import java.nio.ByteBuffer;

/** Whoever has something to write on a loop's sockets. */
public interface Writer {
    /** What to do next for this writer. */
    enum Next {
        /** Nothing until it is scheduled again. */
        WAIT,
        /** There is more: come back after the others had their turn. */
        AGAIN,
        /** There is more, but something else than the socket holds it up: look again soon. */
        REVISIT
    }

    /**
     * Writes what is due; called on the loop's thread.
     *
     * @param scratch for composing, empty, to be used as pleases during the call
     * @return what to do next; a socket that takes no more schedules its writer by itself
     */
    Next write(ByteBuffer scratch, long nowNanos);

    /** How many messages the last call wrote. */
    int messagesWritten();
}
