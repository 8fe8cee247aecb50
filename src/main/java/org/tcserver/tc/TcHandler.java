package org.tcserver.tc;

import java.io.IOException;

/**
 * Receives a client's messages and events from its transport; implemented by the session. All calls come from the
 * connection's thread, one at a time.
 */
public interface TcHandler {
    /**
     * Handles a complete message, in order within its kind. An {@link IOException} is a protocol error of the client:
     * the transport calls {@link #failed} with it and closes.
     */
    void message(int streamId, TcMessage message) throws IOException;

    /** Handles a message that arrived after later ones were delivered (RTMFP only). */
    default void lateMessage(int streamId, TcMessage message) throws IOException {
        message(streamId, message);
    }

    /** Handles a change of the client's address (RTMFP only). */
    default void addressChanged(String oldAddress) {}

    /**
     * Handles the opening of the client's control flow (RTWebSocket and RTMFP): from now on the server can send to it.
     */
    default void controlAccepted() {}

    /**
     * Handles the forwarding of an introduction to this client (RTMFP only).
     *
     * @param initiator the address of the client that wants to reach this one
     */
    default void introduced(String initiator) {}

    /** Returns whether the client's {@code connect} was accepted. Until then the client may use little memory. */
    default boolean isConnected() {
        return true;
    }

    /**
     * Returns whether the transport should stop reading for now, because all subscribers of this client are full or it
     * causes too many events.
     */
    boolean isCongested(long nowNanos);

    /**
     * Returns how long the transport should not read from this client, because it sends other clients too much or
     * causes too many events; 0: continue.
     */
    default long holdUpNanos(long nowNanos) {
        return 0;
    }

    /** Handles a protocol error of the client or a connection failure; {@link #closed()} follows. */
    void failed(IOException reason);

    /** Handles the end of the connection. Called exactly once, as the last call. */
    void closed();
}
