package org.tcserver.rtws.websocket;

/** What a WebSocket peer is limited to. */
final class WebSocketParameters {
    /** The longest message: 16 MiB, as long as one of TC may be, and what precedes it. */
    static final int MAX_MESSAGE_BYTES = (1 << 24) + 64;

    /** Of a longer message so much is allocated at first; the rest as it comes. */
    static final int FIRST_ALLOCATION = 64 * 1024;

    /** §5.5. */
    static final int MAX_CONTROL_BYTES = 125;

    private WebSocketParameters() {}
}
