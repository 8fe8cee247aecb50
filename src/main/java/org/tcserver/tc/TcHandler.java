package org.tcserver.tc;

import java.io.IOException;

/**
 * What a transport calls as a client speaks: its session. All calls come from the connection's one thread, one after
 * the other.
 */
public interface TcHandler {
    /**
     * A message arrived, whole and in order of its kind. An {@link IOException} is a protocol error of this client: the
     * transport calls {@link #failed} with it and closes.
     */
    void message(int streamId, TcMessage message) throws IOException;

    /** A message arrived after later ones had been passed on (RTMFP only). */
    default void lateMessage(int streamId, TcMessage message) throws IOException {
        message(streamId, message);
    }

    /** The client moved to another address (RTMFP only). */
    default void addressChanged(String oldAddress) {}

    /** The client opened its control flow (RTWebSocket and RTMFP): from here on it can be spoken to. */
    default void controlAccepted() {}

    /** The client was told of an initiator, by that one's address, that wants to reach it (RTMFP only). */
    default void introduced(String initiator) {}

    /** True once the client's {@code connect} was granted; before, it may make the server hold little. */
    default boolean isConnected() {
        return true;
    }

    /**
     * True while all that watch what this client publishes are full, or while it causes too many events: the transport reads
     * no more for the moment.
     */
    boolean isCongested(long nowNanos);

    /**
     * Returns how long the transport should read no more from this client, which sends others too much or causes too many
     * events; 0: read on.
     */
    default long holdUpNanos(long nowNanos) {
        return 0;
    }

    /** The client broke the protocol or the connection failed; {@link #closed()} follows. */
    void failed(IOException reason);

    /** The connection is over; nothing is called after this. Called exactly once. */
    void closed();
}
