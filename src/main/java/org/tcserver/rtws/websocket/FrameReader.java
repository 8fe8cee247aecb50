package org.tcserver.rtws.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.Bytes;

/**
 * Assembles a client's messages from its frames (RFC 6455 §5). Does not trust the length in a frame: memory grows only
 * as bytes arrive. Confined to the connection's reading thread.
 */
public final class FrameReader {
    private static final byte[] NOTHING = {};

    private final FrameHeader header = new FrameHeader();
    private boolean inPayload;
    private boolean inMessage;
    private int frameLength;
    private int frameDone;
    private byte[] message = NOTHING;
    private int messageLength;
    private byte[] control = NOTHING;
    private int maxMessageBytes;

    /** Creates a reader. {@code maxMessageBytes} is the longest message; see {@link #limitMessages}. */
    public FrameReader(int maxMessageBytes) {
        this.maxMessageBytes = maxMessageBytes;
    }

    /** Sets the longest message to {@code bytes}, but at most {@value WebSocketParameters#MAX_MESSAGE_BYTES}. */
    public void limitMessages(int bytes) {
        maxMessageBytes = Math.min(bytes, WebSocketParameters.MAX_MESSAGE_BYTES);
    }

    /**
     * Returns the next message from earlier bytes and {@code in}. Returns null, with {@code in} empty, if the message
     * is incomplete.
     */
    public @Nullable WebSocketMessage next(ByteBuffer in) throws WebSocketException {
        while (in.hasRemaining()) {
            if (!inPayload) {
                if (!header.take(in)) {
                    return null;
                }
                begin();
            }
            takePayload(in);
            if (frameDone == frameLength) {
                inPayload = false;
                header.reset();
                var complete = end();
                if (complete != null) {
                    return complete;
                }
            }
        }
        return null;
    }

    /** Returns the number of bytes allocated for incomplete messages. */
    public int heldBytes() {
        return message.length + control.length;
    }

    private void begin() throws WebSocketException {
        int opcode = header.opcode();
        long length = header.payloadLength();
        inPayload = true;
        frameDone = 0;
        if (Opcode.isControl(opcode)) {
            frameLength = (int) length;
            control = new byte[frameLength];
            return;
        }
        if (inMessage != (opcode == Opcode.CONTINUATION)) {
            throw new WebSocketException(
                    CloseCode.PROTOCOL_ERROR,
                    inMessage ? "WebSocket message within another" : "WebSocket continuation of nothing");
        }
        if (length < 0 || length > maxMessageBytes - messageLength) {
            throw new WebSocketException(
                    CloseCode.TOO_BIG, "WebSocket message of more than " + maxMessageBytes + " bytes");
        }
        inMessage = true;
        frameLength = (int) length;
        reserve(Math.min(frameLength, WebSocketParameters.FIRST_ALLOCATION));
    }

    private void takePayload(ByteBuffer in) {
        int count = Math.min(in.remaining(), frameLength - frameDone);
        if (Opcode.isControl(header.opcode())) {
            in.get(control, frameDone, count);
            unmask(control, frameDone, count);
        } else {
            reserve(count);
            in.get(message, messageLength, count);
            unmask(message, messageLength, count);
            messageLength += count;
        }
        frameDone += count;
    }

    /** Makes room for {@code count} more bytes. Doubles the array, but never beyond the longest possible message. */
    private void reserve(int count) {
        int needed = messageLength + count;
        if (needed > message.length) {
            int most = header.isFinal() ? messageLength + frameLength - frameDone : maxMessageBytes;
            int wanted = Math.min(most, 2 * message.length);
            message = Arrays.copyOf(message, Math.max(needed, wanted));
        }
    }

    private void unmask(byte[] array, int from, int count) {
        for (int i = 0; i < count; i++) {
            array[from + i] ^= header.mask(frameDone + i);
        }
    }

    private @Nullable WebSocketMessage end() throws WebSocketException {
        int opcode = header.opcode();
        if (Opcode.isControl(opcode)) {
            var payload = Bytes.wrap(control);
            control = NOTHING;
            return switch (opcode) {
                case Opcode.PING -> new WebSocketMessage.Ping(payload);
                case Opcode.PONG -> new WebSocketMessage.Pong(payload);
                default -> close(payload);
            };
        }
        if (!header.isFinal()) {
            return null;
        }
        var payload = Bytes.wrap(message, 0, messageLength);
        inMessage = false;
        message = NOTHING;
        messageLength = 0;
        return new WebSocketMessage.Binary(payload);
    }

    private static WebSocketMessage.Close close(Bytes payload) throws WebSocketException {
        if (payload.isEmpty()) {
            return new WebSocketMessage.Close(CloseCode.ABSENT, "");
        }
        int code = payload.length() < 2 ? 0 : payload.at(0) << 8 | payload.at(1);
        if (!CloseCode.isLegal(code)) {
            throw new WebSocketException(CloseCode.PROTOCOL_ERROR, "WebSocket close frame with a bad code");
        }
        try {
            var reason = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(payload.slice(2).toByteBuffer())
                    .toString();
            return new WebSocketMessage.Close(code, reason);
        } catch (CharacterCodingException e) {
            throw new WebSocketException(CloseCode.INVALID_DATA, "WebSocket close reason that is not UTF-8");
        }
    }
}
