package org.tcserver.rtws.websocket;

/** Limits for WebSocket peers. */
final class WebSocketParameters {
    /** The longest message: 16 MiB, the longest TC message, and its headers. */
    static final int MAX_MESSAGE_BYTES = (1 << 24) + 64;

    /** The first allocation for a longer message; the rest follows as its bytes arrive. */
    static final int FIRST_ALLOCATION = 64 * 1024;

    /** The longest payload of a control frame (§5.5). */
    static final int MAX_CONTROL_BYTES = 125;

    private WebSocketParameters() {}
}
