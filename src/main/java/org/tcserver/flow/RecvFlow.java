package org.tcserver.flow;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.Bytes;

/** A flow from the far end. A transport implements it. Confined to the connection's thread. */
public interface RecvFlow {
    /** Returns the metadata with which the far end describes the flow. */
    Bytes metadata();

    /** Returns the flow from the server that this one answers, or null. */
    @Nullable SendFlow association();

    /** Accepts the flow and delivers all messages in the order sent. */
    void accept(FlowSink sink);

    /**
     * Accepts the flow and delivers messages in the order sent, but waits at most {@code reorderWindow} for a missing
     * one. After that the flow skips it, and delivers it as late if it arrives.
     */
    void accept(FlowSink sink, Duration reorderWindow);

    /** Rejects the flow now or soon, and sends {@code exceptionCode} to the far end. Idempotent. */
    void reject(long exceptionCode);

    /**
     * Delivers nothing until {@link #resume}. Flow control stops the far end when too many messages wait. Idempotent.
     */
    void suspend();

    /** Resumes delivery soon, starting with waiting messages, but not within this call. */
    void resume();
}
