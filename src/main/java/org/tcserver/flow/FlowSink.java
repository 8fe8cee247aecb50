package org.tcserver.flow;

import org.tcserver.wire.Bytes;

/** Who gets the messages of a {@link RecvFlow}. Called on the connection's thread; the flow may be used from within. */
public interface FlowSink {
    /** A whole message. {@code late}: later ones were delivered before it. */
    void message(Bytes message, boolean late);

    /** The far end has closed the flow, and all that came of it was delivered. */
    void finished();
}
