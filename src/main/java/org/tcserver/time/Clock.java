package org.tcserver.time;

/** The time, monotonic for intervals and deadlines, and of the wall for rules in Unix time. Thread-safe. */
public interface Clock {
    Clock SYSTEM = new Clock() {
        private final long origin = System.nanoTime();

        @Override
        public long nanos() {
            return System.nanoTime() - origin;
        }

        @Override
        public long wallMillis() {
            return System.currentTimeMillis();
        }
    };

    /** A deadline that never comes. */
    long NEVER = Long.MAX_VALUE;

    /** Monotonic nanoseconds, zero or more, counted from about the start of the program: they compare with {@code <}. */
    long nanos();

    /** Milliseconds since 1970-01-01 UTC. */
    long wallMillis();
}
