package org.tcserver.pushav.ingest;

import java.time.Duration;
import java.time.Instant;

/**
 * What is kept of each stream. Immutable.
 *
 * @param maxAge for how long a file is kept; zero: for ever
 * @param maxBytes how much is kept, certificates aside
 */
public record Retention(Duration maxAge, long maxBytes) {
    /** Everything is kept. */
    public static final Retention ALL = new Retention(Duration.ZERO, Long.MAX_VALUE);

    /** Of the paths of a stream at which nothing was ever accepted, so many are kept whatever else is. */
    static final int MAX_FAILURES = 10_000;

    /** The same, but files of any age are kept. */
    Retention withoutAge() {
        return new Retention(Duration.ZERO, maxBytes);
    }

    boolean keepsAll() {
        return equals(ALL);
    }

    /** Whether what came at {@code at} is too old. */
    boolean isOver(Instant at, Instant now) {
        return !maxAge.isZero() && at.plus(maxAge).isBefore(now);
    }
}
