package org.tcserver.flow;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/** Runs scheduled tasks when the test asks for it. */
final class TestThread implements FlowThread {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    @Override
    public void schedule(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Runnable waker() {
        return TestThread::wake;
    }

    private static void wake() {}

    boolean isIdle() {
        return tasks.isEmpty();
    }

    void run() {
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    void runUntil(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            run();
            Thread.onSpinWait();
            assertTrue(System.nanoTime() < deadline, "it did not happen");
        }
    }
}
