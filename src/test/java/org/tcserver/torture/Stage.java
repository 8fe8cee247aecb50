package org.tcserver.torture;

import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.tcserver.testing.MachineLag;

/** The shared state of all activities. Thread-safe. */
final class Stage {
    private final Target target;
    private final TortureSettings settings;
    private final Ledger ledger = new Ledger();
    private final MachineLag lag = new MachineLag();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

    /** The work of a thread. */
    interface Task {
        void run() throws Exception;
    }

    Stage(Target target, TortureSettings settings) {
        this.target = target;
        this.settings = settings;
    }

    Target target() {
        return target;
    }

    TortureSettings settings() {
        return settings;
    }

    /** Returns the lag of the machine, which verdicts must allow for. */
    MachineLag lag() {
        return lag;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Returns a separate random generator for {@code purpose}. The same seed gives the same sequence. */
    Random random(String purpose) {
        return new Random(settings.seed() * 31 + purpose.hashCode());
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    /** Waits for this time or until the end. Returns whether the run continues. */
    boolean goesOnAfter(long millis) throws InterruptedException {
        return !over.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Starts a task, which must end by itself soon after the run does. */
    void begin(String what, Task task) {
        threads.add(Thread.ofVirtual().name(what).start(() -> attempt(what, task)));
    }

    /** Runs a task and records its failure as a problem. */
    void attempt(String what, Task task) {
        try {
            task.run();
        } catch (Exception | AssertionError e) {
            ledger.problem(what, e);
        }
    }

    /** Ends the run and waits for all tasks. */
    void end() throws InterruptedException {
        over.countDown();
        for (var thread = threads.poll(); thread != null; thread = threads.poll()) {
            thread.join();
        }
        lag.close();
    }

    /** Removes ended threads. */
    void sweep() {
        threads.removeIf(thread -> !thread.isAlive());
    }
}
