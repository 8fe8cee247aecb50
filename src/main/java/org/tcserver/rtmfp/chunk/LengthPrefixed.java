package org.tcserver.rtmfp.chunk;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;
import org.tcserver.wire.Vlu;

/** Bytes after a VLU that contains their length. Stateless. */
final class LengthPrefixed {
    private LengthPrefixed() {}

    static Bytes read(ByteReader in, String what) throws MalformedException {
        return in.bytes(Vlu.read(in, what), what);
    }

    static int length(Bytes bytes) {
        return Vlu.length(bytes.length()) + bytes.length();
    }

    static void write(ByteWriter out, Bytes bytes) {
        Vlu.write(out, bytes.length());
        out.bytes(bytes);
    }
}
