package org.tcserver.isobmff;

import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/** Reads bit fields, most significant first, and the codes that video headers use. Confined to one thread. */
final class BitReader {
    private static final int MAX_GOLOMB_ZEROS = 32;

    private final Bytes bytes;
    private final String what;
    private long position;

    /**
     * Reads from {@code bytes}.
     *
     * @param what a name for the data, used in messages
     */
    BitReader(Bytes bytes, String what) {
        this.bytes = bytes;
        this.what = what;
    }

    /**
     * Returns a reader for the payload of a NAL unit, without its emulation prevention bytes (H.264 §7.3.1, H.265
     * §7.3.1.1).
     */
    static BitReader ofNalUnit(Bytes nalUnit, String what) {
        var raw = new ByteWriter(nalUnit.length());
        int zeros = 0;
        for (int i = 0; i < nalUnit.length(); i++) {
            int value = nalUnit.at(i);
            boolean emulationPrevention = zeros >= 2 && value == 3;
            if (!emulationPrevention) {
                raw.u8(value);
            }
            zeros = value == 0 ? zeros + 1 : 0;
        }
        return new BitReader(raw.toBytes(), what);
    }

    long remaining() {
        return 8L * bytes.length() - position;
    }

    /**
     * Reads an unsigned number.
     *
     * @param count number of bits, 0 to 31
     */
    int bits(int count) throws MalformedException {
        return (int) longBits(count);
    }

    /**
     * Reads an unsigned number.
     *
     * @param count number of bits, 0 to 63
     */
    long longBits(int count) throws MalformedException {
        require(count);
        long value = 0;
        for (int i = 0; i < count; i++, position++) {
            int bit = (bytes.at((int) (position >> 3)) >> (7 - (position & 7))) & 1;
            value = value << 1 | bit;
        }
        return value;
    }

    boolean flag() throws MalformedException {
        return bits(1) == 1;
    }

    void skip(int count) throws MalformedException {
        require(count);
        position += count;
    }

    /** Reads {@code ue(v)} (H.264 §9.1) of at most 32 bits. */
    long unsignedGolomb() throws MalformedException {
        int zeros = 0;
        while (!flag()) {
            if (++zeros > MAX_GOLOMB_ZEROS) {
                throw new MalformedException("a number too long in " + what);
            }
        }
        return (1L << zeros) - 1 + longBits(zeros);
    }

    /** Reads {@code ue(v)}; throws if it exceeds {@code limit}. */
    int unsignedGolomb(int limit, String name) throws MalformedException {
        long value = unsignedGolomb();
        if (value > limit) {
            throw new MalformedException(name + " of " + value + " in " + what);
        }
        return (int) value;
    }

    /** Reads {@code se(v)} (H.264 §9.1.1). */
    long signedGolomb() throws MalformedException {
        long code = unsignedGolomb();
        return (code & 1) == 1 ? (code + 1) / 2 : -(code / 2);
    }

    private void require(int count) throws MalformedException {
        if (count > remaining()) {
            throw new MalformedException("truncated " + what);
        }
    }
}
