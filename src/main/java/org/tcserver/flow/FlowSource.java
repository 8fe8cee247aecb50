package org.tcserver.flow;

import org.jspecify.annotations.Nullable;

/**
 * Where a {@link SendFlow} gets its messages from. {@link #next}, {@link #sent} and {@link #givenUp} are called on the one
 * thread that sends, the others on the connection's, which may be the same.
 */
public interface FlowSource {
    /** The next message, which has started thereby; null if none waits. */
    @Nullable FlowMessage next(long nowNanos);

    /** The last byte of {@code message} leaves, for the first time. */
    default void sent(FlowMessage message, long nowNanos) {}

    /** {@code message}, of which something may have left, is given up. */
    default void givenUp(FlowMessage message) {}

    /** The flow was closed and all that came from here has arrived. */
    default void finished() {}

    /** The far end does not want the flow, which is closed now; nothing more is pulled. */
    void rejected(long exceptionCode);
}
