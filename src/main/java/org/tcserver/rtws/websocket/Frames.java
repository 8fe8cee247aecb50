package org.tcserver.rtws.websocket;

import java.nio.ByteBuffer;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/** An encoder of the server's frames: whole messages, unmasked (RFC 6455 §5.2). Stateless. */
public final class Frames {
    /** The longest header that {@link #putBinaryHeader} writes. */
    public static final int MAX_HEADER_BYTES = 4;

    private static final int FIN = 0x80;
    private static final int LENGTH_16 = 126;
    private static final int MAX_LENGTH_7 = 125;
    private static final int MAX_LENGTH_16 = 0xffff;

    private Frames() {}

    /** Writes the header of a binary message of {@code length} bytes, at most 65535. The caller writes the payload. */
    public static void putBinaryHeader(ByteBuffer target, int length) {
        target.put((byte) (FIN | Opcode.BINARY));
        if (length <= MAX_LENGTH_7) {
            target.put((byte) length);
        } else {
            target.put((byte) LENGTH_16).putShort((short) length);
        }
    }

    /** Encodes a binary message of at most 65535 bytes. */
    public static Bytes binary(Bytes payload) {
        return frame(Opcode.BINARY, payload);
    }

    public static Bytes pong(Bytes payload) {
        return frame(Opcode.PONG, payload);
    }

    /** Encodes a close frame, empty if {@code code} is {@link CloseCode#ABSENT}. */
    public static Bytes close(int code) {
        var payload = code == CloseCode.ABSENT
                ? Bytes.EMPTY
                : new ByteWriter(2).u16(code).toBytes();
        return frame(Opcode.CLOSE, payload);
    }

    private static Bytes frame(int opcode, Bytes payload) {
        int length = payload.length();
        if (length > MAX_LENGTH_16) {
            throw new IllegalArgumentException("frame of " + length + " bytes");
        }
        var out = new ByteWriter(length + MAX_HEADER_BYTES).u8(FIN | opcode);
        if (length <= MAX_LENGTH_7) {
            out.u8(length);
        } else {
            out.u8(LENGTH_16).u16(length);
        }
        return out.bytes(payload).toBytes();
    }
}
