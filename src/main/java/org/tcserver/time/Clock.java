package org.tcserver.time;

/** The time, monotonic for intervals and deadlines, and of the wall for rules in Unix time. Thread-safe. */
public interface Clock {
    Clock SYSTEM = new Clock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public long wallMillis() {
            return System.currentTimeMillis();
        }
    };

    /** Nanoseconds since some fixed moment; compare by difference only. */
    long nanos();

    /** Milliseconds since 1970-01-01 UTC. */
    long wallMillis();
}
