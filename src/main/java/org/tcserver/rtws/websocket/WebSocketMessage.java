package org.tcserver.rtws.websocket;

import org.tcserver.wire.Bytes;

/** What a peer says over a WebSocket. Immutable. */
public sealed interface WebSocketMessage {
    /** A binary message, put together from its frames (RFC 6455 §5.6). */
    record Binary(Bytes payload) implements WebSocketMessage {}

    /** Asks for a {@link Pong} with the same payload (§5.5.2). */
    record Ping(Bytes payload) implements WebSocketMessage {}

    /** The answer to a {@link Ping}, or by itself a sign of life (§5.5.3). */
    record Pong(Bytes payload) implements WebSocketMessage {}

    /** Nothing more comes; {@code code} may be {@link CloseCode#ABSENT} (§5.5.1). */
    record Close(int code, String reason) implements WebSocketMessage {}
}
