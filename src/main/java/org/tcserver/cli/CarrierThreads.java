package org.tcserver.cli;

import java.util.Properties;

/**
 * Configures the carrier threads of virtual threads. The JDK creates one per available processor, and respects the
 * quota of a control group. Thread-safe.
 */
final class CarrierThreads {
    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

    /** With a single carrier, a virtual thread that computes would block all others. */
    private static final int MIN_CARRIERS = 2;

    private CarrierThreads() {}

    /** Sets the minimum. Call it before the first virtual thread starts. Keeps a property that the user has set. */
    static void provide() {
        provide(Runtime.getRuntime().availableProcessors(), System.getProperties());
    }

    static void provide(int processors, Properties properties) {
        if (processors < MIN_CARRIERS) {
            properties.putIfAbsent(PARALLELISM, Integer.toString(MIN_CARRIERS));
        }
    }
}
