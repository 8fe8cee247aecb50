package org.tcserver.rtmfp;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.tcserver.flow.RecvFlow;
import org.tcserver.rtmfp.chunk.FIHello;

/** The user of a {@link Session}. Called on the endpoint's thread; the callee may use the session. */
public interface SessionUser {
    /** A user that accepts no flows, so that the session rejects them. */
    SessionUser NOBODY = new SessionUser() {
        @Override
        public void flowOpened(RecvFlow flow) {}

        @Override
        public void closed(@Nullable String reason) {}
    };

    /** Handles a flow that the far end opens. The session rejects it unless this call accepts it. */
    void flowOpened(RecvFlow flow);

    /** Reports a change of the bytes that the session holds for its receiving flows. May call {@link Session#evict}. */
    default void held(long difference) {}

    /** Reports that the far end moved from {@code oldPath} to the session's path. */
    default void addressChanged(Path oldPath) {}

    /** Reports that the session informed the far end of an initiator at {@code initiator}. */
    default void introduced(InetSocketAddress initiator) {}

    /** Handles a hello that the far end forwards from an initiator (RFC 7016 §3.5.1.5). */
    default void forwarded(FIHello hello) {}

    /**
     * Reports the end of the session and all its flows. Called once.
     *
     * @param reason the far end's error, or null
     */
    void closed(@Nullable String reason);
}
