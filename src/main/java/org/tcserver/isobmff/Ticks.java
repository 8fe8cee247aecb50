package org.tcserver.isobmff;

import java.math.BigInteger;
import org.tcserver.wire.MalformedException;

/** Overflow-safe arithmetic for times from a file. */
final class Ticks {
    private Ticks() {}

    static long sum(long a, long b) throws MalformedException {
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            throw new MalformedException("times beyond 63 bits");
        }
        return sum;
    }

    static long product(long a, long b) throws MalformedException {
        try {
            return Math.multiplyExact(a, b);
        } catch (ArithmeticException e) {
            throw new MalformedException("times beyond 63 bits");
        }
    }

    /**
     * Returns {@code value * numerator / denominator}, rounded to the nearest integer, halves away from zero. Saturates
     * at 64 bits.
     *
     * @param denominator above 0
     */
    static long rescale(long value, long numerator, long denominator) {
        var product = BigInteger.valueOf(value).multiply(BigInteger.valueOf(numerator));
        var half = BigInteger.valueOf(product.signum() * (denominator / 2));
        return saturated(product.add(half).divide(BigInteger.valueOf(denominator)));
    }

    /** Returns {@code value * numerator / denominator}, rounded towards zero. Saturates at 64 bits. */
    static long rescaleDown(long value, long numerator, long denominator) {
        var product = BigInteger.valueOf(value).multiply(BigInteger.valueOf(numerator));
        return saturated(product.divide(BigInteger.valueOf(denominator)));
    }

    private static long saturated(BigInteger value) {
        if (value.bitLength() < Long.SIZE) {
            return value.longValue();
        }
        return value.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
}
