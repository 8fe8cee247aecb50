package org.tcserver.amf;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;

/** Variable-length unsigned integers of 29 bits, one to four bytes long (AMF3 §1.3.1). Stateless. */
final class U29 {
    static final int MAX = (1 << 29) - 1;

    private U29() {}

    static int read(ByteReader in, String what) throws MalformedException {
        int value = 0;
        for (int i = 0; i < 3; i++) {
            int octet = in.u8(what);
            value = value << 7 | (octet & 0x7f);
            if (octet < 0x80) {
                return value;
            }
        }
        return value << 8 | in.u8(what);
    }

    static void write(ByteWriter out, int value) {
        if (value < 0 || value > MAX) {
            throw new IllegalArgumentException("not a U29: " + value);
        }
        if (value >= 1 << 21) {
            out.u8(value >> 22 | 0x80)
                    .u8(value >> 15 | 0x80)
                    .u8(value >> 8 | 0x80)
                    .u8(value);
            return;
        }
        if (value >= 1 << 14) {
            out.u8(value >> 14 | 0x80);
        }
        if (value >= 1 << 7) {
            out.u8(value >> 7 | 0x80);
        }
        out.u8(value & 0x7f);
    }
}
