package org.tcserver.window;

import java.nio.ByteBuffer;

/** The output of one connection as bytes, for a {@link WindowedWriter}. Called on the loop's thread only. */
public interface Outflow {
    /** Takes up what other threads left for the loop; called at each turn, even while the socket takes nothing. */
    void prepare(long nowNanos);

    /** Returns whether the protocol guarantees correct acknowledgements. */
    boolean countsAreExact();

    /** The client should acknowledge after each {@code bytes}, 0 if it need not; called at each turn that may write. */
    void wishAckWindow(int bytes, long nowNanos);

    /**
     * Puts what is due into {@code target}, as far as it has room.
     *
     * @param allowance how many bytes that the client acknowledges may be written; once they are, no message begins. The
     *     rest of messages that have begun may exceed it if the client might acknowledge only whole ones, and so may one
     *     more piece that cannot be divided unless it is 0
     * @return how many such bytes were written
     */
    int fill(ByteBuffer target, int allowance, long nowNanos);

    /**
     * Finishes the piece that {@link #fill} left unfinished in {@code target}, and puts a ping behind it that the client
     * answers with the same token.
     *
     * @return how many bytes that took; 0 if none may be sent now
     */
    int ping(ByteBuffer target, int token, long nowNanos);

    /** True if something was left by {@link #fill} that can go on without news from the client. */
    boolean hasMore();

    /** Messages whose last byte was written since this was last asked. */
    int takeMessagesFinished();
}
