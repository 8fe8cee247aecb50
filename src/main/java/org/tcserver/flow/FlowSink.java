package org.tcserver.flow;

import org.tcserver.wire.Bytes;

/** The receiver of messages from a {@link RecvFlow}. Called on the connection's thread; the callee may use the flow. */
public interface FlowSink {
    /** Handles a whole message. {@code late}: the flow delivered later messages before it. */
    void message(Bytes message, boolean late);

    /** Handles the end of the flow, after its last message. */
    void finished();
}
