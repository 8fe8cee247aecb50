package org.tcserver.isobmff;

import java.math.BigInteger;

/** A fraction, {@code 0/0} where there is none. Immutable. */
record Ratio(long numerator, long denominator) {
    static final Ratio NONE = new Ratio(0, 0);

    private static final BigInteger LIMIT = BigInteger.valueOf(Integer.MAX_VALUE);

    /** {@code a * b / c} in lowest terms, both halved until they fit 31 bits; {@link #NONE} where {@code c} is 0. */
    static Ratio reduced(long a, long b, long c) {
        if (c == 0) {
            return NONE;
        }
        var over = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
        var under = BigInteger.valueOf(c);
        var common = over.gcd(under);
        over = over.divide(common);
        under = under.divide(common);
        int excess = Math.max(over.bitLength(), under.bitLength()) - LIMIT.bitLength();
        if (excess > 0) {
            over = over.shiftRight(excess);
            under = under.shiftRight(excess);
        }
        return new Ratio(over.longValue(), under.longValue());
    }

    boolean isPositive() {
        return numerator > 0 && denominator > 0;
    }

    double value() {
        return (double) numerator / denominator;
    }

    /** With a colon, as aspect ratios are written. */
    String toAspect() {
        return numerator + ":" + denominator;
    }

    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }
}
