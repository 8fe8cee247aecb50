package org.tcserver.time;

/** A clock with monotonic time for intervals and deadlines, and wall time for Unix timestamps. Thread-safe. */
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

    /**
     * Returns monotonic nanoseconds since about the start of the program: never negative, so values compare with {@code
     * <}.
     */
    long nanos();

    /** Returns milliseconds since 1970-01-01 UTC. */
    long wallMillis();
}
