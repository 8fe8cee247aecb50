package org.tcserver.isobmff;

import java.math.BigInteger;

/** A fraction; {@code 0/0} means none. Immutable. */
record Ratio(long numerator, long denominator) {
    static final Ratio NONE = new Ratio(0, 0);

    private static final BigInteger LIMIT = BigInteger.valueOf(Integer.MAX_VALUE);

    /**
     * Returns {@code a * b / c} in lowest terms; halves both parts until they fit into 31 bits. Returns {@link #NONE}
     * if {@code c} is 0.
     */
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

    /** Returns the ratio with a colon, the notation for aspect ratios. */
    String toAspect() {
        return numerator + ":" + denominator;
    }

    @Override
    public String toString() {
        return numerator + "/" + denominator;
    }
}
