package org.tcserver.status;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether the server's required threads still run tasks. Immutable.
 *
 * @param pulses by thread name, a function that submits a task to the thread and never blocks
 */
public record Health(Map<String, Consumer<Runnable>> pulses) {
    /** Returns a description of the problem, or null. Waits for the threads for a bounded time. */
    @Nullable String check() throws InterruptedException {
        var answers = new LinkedHashMap<String, CountDownLatch>();
        pulses.forEach((thread, pulse) -> {
            var answer = new CountDownLatch(1);
            answers.put(thread, answer);
            pulse.accept(answer::countDown);
        });
        long endNanos = System.nanoTime() + StatusParameters.PULSE_LIMIT.toNanos();
        for (var each : answers.entrySet()) {
            if (!each.getValue().await(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return "the thread " + each.getKey() + " does not answer";
            }
        }
        return null;
    }
}
