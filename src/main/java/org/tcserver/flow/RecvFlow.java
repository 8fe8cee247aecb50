package org.tcserver.flow;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.Bytes;

/** A flow from the far end, implemented by a transport. Confined to the connection's thread. */
public interface RecvFlow {
    /** What the far end says the flow is for. */
    Bytes metadata();

    /** The flow from here to which this one is an answer, or null. */
    @Nullable SendFlow association();

    /** Takes delivery of all messages in the order in which they were sent. */
    void accept(FlowSink sink);

    /**
     * Takes delivery of messages in the order in which they were sent as far as that is possible within {@code
     * reorderWindow}: whatever was waited for so long is passed over, and is late if it arrives after all.
     */
    void accept(FlowSink sink, Duration reorderWindow);

    /** Refuses the flow, at once or later; the far end is told {@code exceptionCode}. Idempotent. */
    void reject(long exceptionCode);

    /** Delivers nothing until {@link #resume}; the far end notices when what waits becomes too much. Idempotent. */
    void suspend();

    /** Goes on delivering, beginning with what waits, soon but not within this call. */
    void resume();
}
