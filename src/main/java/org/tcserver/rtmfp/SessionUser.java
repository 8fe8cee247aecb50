package org.tcserver.rtmfp;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.tcserver.flow.RecvFlow;
import org.tcserver.rtmfp.chunk.FIHello;

/** Who uses a {@link Session}. Called on the endpoint's thread; the session may be used from within. */
public interface SessionUser {
    /** Uses nothing: the flows that the far end opens are rejected. */
    SessionUser NOBODY = new SessionUser() {
        @Override
        public void flowOpened(RecvFlow flow) {}

        @Override
        public void closed(@Nullable String reason) {}
    };

    /** The far end opens a flow: accept it now, or else it is rejected. */
    void flowOpened(RecvFlow flow);

    /** The session holds so many bytes more, or fewer, of what came in its flows. May call {@link Session#evict}. */
    default void held(long difference) {}

    /** The far end is no longer at {@code oldPath} but at the session's path. */
    default void addressChanged(Path oldPath) {}

    /** The far end was told that somebody at {@code initiator} wants to reach it. */
    default void introduced(InetSocketAddress initiator) {}

    /** The far end tells of an initiator that wants to reach us (RFC 7016 §3.5.1.5). */
    default void forwarded(FIHello hello) {}

    /**
     * The session is over, and with it all its flows. Called once.
     *
     * @param reason what the far end did wrong, or null
     */
    void closed(@Nullable String reason);
}
