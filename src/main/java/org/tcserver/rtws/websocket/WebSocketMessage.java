package org.tcserver.rtws.websocket;

import org.tcserver.wire.Bytes;

/** A message from a WebSocket peer. Immutable. */
public sealed interface WebSocketMessage {
    /** A binary message, reassembled from its frames (RFC 6455 §5.6). */
    record Binary(Bytes payload) implements WebSocketMessage {}

    /** Requests a {@link Pong} with the same payload (§5.5.2). */
    record Ping(Bytes payload) implements WebSocketMessage {}

    /** Answers a {@link Ping}, or signals liveness unprompted (§5.5.3). */
    record Pong(Bytes payload) implements WebSocketMessage {}

    /** Announces the end of the peer's messages. {@code code} may be {@link CloseCode#ABSENT} (§5.5.1). */
    record Close(int code, String reason) implements WebSocketMessage {}
}
