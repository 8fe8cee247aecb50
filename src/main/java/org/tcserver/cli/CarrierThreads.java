package org.tcserver.cli;

import java.util.Properties;

/**
 * The threads that carry virtual threads. The JDK makes one for each processor that this process may use, and heeds the
 * quota of a control group. Thread-safe.
 */
final class CarrierThreads {
    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

    /** With one, a virtual thread that computes would hold up all others. */
    private static final int MIN_CARRIERS = 2;

    private CarrierThreads() {}

    /** Must be called before the first virtual thread is made. A property that the user has set stays. */
    static void provide() {
        provide(Runtime.getRuntime().availableProcessors(), System.getProperties());
    }

    static void provide(int processors, Properties properties) {
        if (processors < MIN_CARRIERS) {
            properties.putIfAbsent(PARALLELISM, Integer.toString(MIN_CARRIERS));
        }
    }
}
