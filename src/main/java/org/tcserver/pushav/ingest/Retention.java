package org.tcserver.pushav.ingest;

import java.time.Duration;
import java.time.Instant;

/**
 * How long, and how much, to keep of each stream. Immutable.
 *
 * @param maxAge how long to keep a file; zero means forever
 * @param maxBytes how many bytes to keep, not counting certificates
 */
public record Retention(Duration maxAge, long maxBytes) {
    /** Keeps everything. */
    public static final Retention ALL = new Retention(Duration.ZERO, Long.MAX_VALUE);

    /** Maximum number of paths per stream without accepted content. It applies regardless of the other limits. */
    static final int MAX_FAILURES = 10_000;

    /** Returns the same retention without an age limit. */
    Retention withoutAge() {
        return new Retention(Duration.ZERO, maxBytes);
    }

    boolean keepsAll() {
        return equals(ALL);
    }

    /** Returns whether content from the time {@code at} is too old. */
    boolean isOver(Instant at, Instant now) {
        return !maxAge.isZero() && at.plus(maxAge).isBefore(now);
    }
}
