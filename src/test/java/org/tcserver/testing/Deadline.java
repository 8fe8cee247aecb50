package org.tcserver.testing;

import java.time.Duration;

/** A time limit. Immutable. */
public record Deadline(long atNanos, Duration allowed) {
    /** The default limit. It is generous, because it only affects how long a failing test takes. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    public static Deadline in(Duration allowed) {
        return new Deadline(System.nanoTime() + allowed.toNanos(), allowed);
    }

    public static Deadline patient() {
        return in(PATIENCE);
    }

    public long remainingNanos() {
        return Math.max(0, atNanos - System.nanoTime());
    }

    public boolean isOver() {
        return remainingNanos() == 0;
    }
}
