package org.tcserver.rtws.websocket;

import java.nio.ByteBuffer;

/**
 * The header of a client's frame (RFC 6455 §5.2). Takes its bytes as they arrive and reports each error as soon as it
 * is detectable. One mutable object serves all frames. Confined to the connection's reading thread.
 */
final class FrameHeader {
    private static final int FIN = 0x80;
    private static final int RESERVED = 0x70;
    private static final int OPCODE = 0x0f;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7f;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int MASK_BYTES = 4;

    private final byte[] bytes = new byte[2 + 8 + MASK_BYTES];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private int count;

    void reset() {
        count = 0;
    }

    /** Takes bytes. Returns true once the header is complete. */
    boolean take(ByteBuffer in) throws WebSocketException {
        while (in.hasRemaining()) {
            bytes[count++] = in.get();
            if (count == 2) {
                check();
            }
            if (count >= 2 && count == length()) {
                checkLength();
                return true;
            }
        }
        return false;
    }

    boolean isFinal() {
        return (bytes[0] & FIN) != 0;
    }

    int opcode() {
        return bytes[0] & OPCODE;
    }

    /** Returns the length of the payload; negative if 2^63 or more. */
    long payloadLength() {
        int shortLength = bytes[1] & LENGTH;
        return switch (shortLength) {
            case LENGTH_16 -> buffer.getShort(2) & 0xffff;
            case LENGTH_64 -> buffer.getLong(2);
            default -> shortLength;
        };
    }

    /** Returns the octet of the masking key for octet {@code index} of the payload (§5.3). */
    byte mask(int index) {
        return bytes[count - MASK_BYTES + index % MASK_BYTES];
    }

    private int length() {
        return switch (bytes[1] & LENGTH) {
            case LENGTH_16 -> 2 + 2 + MASK_BYTES;
            case LENGTH_64 -> 2 + 8 + MASK_BYTES;
            default -> 2 + MASK_BYTES;
        };
    }

    private void check() throws WebSocketException {
        if ((bytes[0] & RESERVED) != 0) {
            throw error("WebSocket frame with reserved bits");
        }
        if ((bytes[1] & MASKED) == 0) {
            throw error("WebSocket frame that is not masked");
        }
        switch (opcode()) {
            case Opcode.CONTINUATION, Opcode.BINARY -> {}
            case Opcode.TEXT ->
                throw new WebSocketException(
                        CloseCode.UNACCEPTABLE_DATA, "WebSocket text, where only binary messages are understood");
            case Opcode.CLOSE, Opcode.PING, Opcode.PONG -> checkControl();
            default -> throw error("WebSocket frame of an unknown kind");
        }
    }

    private void checkLength() throws WebSocketException {
        long length = payloadLength();
        int shortLength = bytes[1] & LENGTH;
        boolean isTooLongACode = (shortLength == LENGTH_16 && length < LENGTH_16)
                || (shortLength == LENGTH_64 && length >= 0 && length <= 0xffff);
        if (isTooLongACode) {
            throw error("WebSocket frame whose length is not coded as short as can be");
        }
    }

    private void checkControl() throws WebSocketException {
        if (!isFinal()) {
            throw error("WebSocket control frame in fragments");
        }
        if ((bytes[1] & LENGTH) > WebSocketParameters.MAX_CONTROL_BYTES) {
            throw error("WebSocket control frame that is too long");
        }
    }

    private static WebSocketException error(String message) {
        return new WebSocketException(CloseCode.PROTOCOL_ERROR, message);
    }
}
