package org.tcserver.rtmfp.chunk;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.MalformedException;
import org.tcserver.wire.Vlu;

/** A VLU used as an identifier, so that two different ones must not read as the same number. Stateless. */
final class ExactVlu {
    private ExactVlu() {}

    /** Reads a number of 0 to 2<sup>63</sup> - 2. */
    static long read(ByteReader in, String what) throws MalformedException {
        long value = Vlu.read(in, what);
        if (value == Long.MAX_VALUE) {
            throw new MalformedException(what + " is too large");
        }
        return value;
    }
}
