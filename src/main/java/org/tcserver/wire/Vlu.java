package org.tcserver.wire;

/**
 * Variable Length Unsigned integers: seven bits per byte, most significant first, with the high bit set on all bytes
 * but the last (RFC 7016 §2.1.2).
 *
 * <p>The RFC requires at least 64 bits. This class reads a number of 2<sup>63</sup> or more as {@link Long#MAX_VALUE}.
 * No valid count, length or sequence number is that large, and comparisons with limits still work. Leading zero digits
 * are legal and have no meaning. Stateless.
 */
public final class Vlu {
    private static final int DIGIT_BITS = 7;
    private static final long MAX_BEFORE_DIGIT = Long.MAX_VALUE >> DIGIT_BITS;

    private Vlu() {}

    /** Reads a number of 0 to {@link Long#MAX_VALUE}, saturated. */
    public static long read(ByteReader in, String what) throws MalformedException {
        long value = 0;
        int octet;
        do {
            octet = in.u8(what);
            value = value > MAX_BEFORE_DIGIT ? Long.MAX_VALUE : value << DIGIT_BITS | (octet & 0x7f);
        } while ((octet & 0x80) != 0);
        return value;
    }

    /** Writes {@code value}, which must not be negative, in the minimum number of bytes: one to nine. */
    public static void write(ByteWriter out, long value) {
        for (int shift = (length(value) - 1) * DIGIT_BITS; shift > 0; shift -= DIGIT_BITS) {
            out.u8((int) (value >>> shift) | 0x80);
        }
        out.u8((int) value & 0x7f);
    }

    /** Returns how many bytes {@link #write} needs for {@code value}, which must not be negative. */
    public static int length(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("negative VLU " + value);
        }
        int significantBits = Long.SIZE - Long.numberOfLeadingZeros(value);
        return Math.max(1, (significantBits + DIGIT_BITS - 1) / DIGIT_BITS);
    }
}
