package org.tcserver.flow;

import org.jspecify.annotations.Nullable;

/**
 * The source of the messages of a {@link SendFlow}. The sending thread calls {@link #next}, {@link #sent} and {@link
 * #givenUp}. The connection's thread, which may be the same, calls the other methods.
 */
public interface FlowSource {
    /** Returns the next message, which is then in transmission, or null if none waits. */
    @Nullable FlowMessage next(long nowNanos);

    /** Reports that the last byte of {@code message} is being sent for the first time. */
    default void sent(FlowMessage message, long nowNanos) {}

    /** Reports that the transport gave up {@code message} after sending none or a part of it. */
    default void givenUp(FlowMessage message) {}

    /** Reports that the flow was closed and all its messages have arrived. */
    default void finished() {}

    /** Reports that the far end rejected the flow, which is now closed. The transport requests no more messages. */
    void rejected(long exceptionCode);
}
