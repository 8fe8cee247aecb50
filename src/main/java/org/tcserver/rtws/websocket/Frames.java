package org.tcserver.rtws.websocket;

import java.nio.ByteBuffer;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/** Frames that a server sends: whole messages, unmasked (RFC 6455 §5.2). Stateless. */
public final class Frames {
    /** The longest header that {@link #putBinaryHeader} writes. */
    public static final int MAX_HEADER_BYTES = 4;

    private static final int FIN = 0x80;
    private static final int LENGTH_16 = 126;
    private static final int MAX_LENGTH_7 = 125;
    private static final int MAX_LENGTH_16 = 0xffff;

    private Frames() {}

    /** Puts the header of a binary message of {@code length} bytes, 65535 at most, which the caller puts after it. */
    public static void putBinaryHeader(ByteBuffer target, int length) {
        target.put((byte) (FIN | Opcode.BINARY));
        if (length <= MAX_LENGTH_7) {
            target.put((byte) length);
        } else {
            target.put((byte) LENGTH_16).putShort((short) length);
        }
    }

    /** A binary message of 65535 bytes at most. */
    public static Bytes binary(Bytes payload) {
        return frame(Opcode.BINARY, payload);
    }

    public static Bytes pong(Bytes payload) {
        return frame(Opcode.PONG, payload);
    }

    /** {@code code} {@link CloseCode#ABSENT} makes an empty one. */
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
