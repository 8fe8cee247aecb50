package org.tcserver.torture;

import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.tcserver.testing.MachineLag;

/** Where all activities take place: what they share. Thread-safe. */
final class Stage {
    private final Target target;
    private final TortureSettings settings;
    private final Ledger ledger = new Ledger();
    private final MachineLag lag = new MachineLag();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

    /** What a thread does. */
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

    /** What nobody can be blamed for. */
    MachineLag lag() {
        return lag;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Dice of one's own, which roll the same in each run of the same seed. */
    Random random(String purpose) {
        return new Random(settings.seed() * 31 + purpose.hashCode());
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    /** Waits for so long, or until all is over; whether it goes on. */
    boolean goesOnAfter(long millis) throws InterruptedException {
        return !over.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Begins something that ends by itself soon after all is over. */
    void begin(String what, Task task) {
        threads.add(Thread.ofVirtual().name(what).start(() -> attempt(what, task)));
    }

    /** Does it; what goes wrong is a problem. */
    void attempt(String what, Task task) {
        try {
            task.run();
        } catch (Exception | AssertionError e) {
            ledger.problem(what, e);
        }
    }

    /** All is over; waits until everything that was begun has ended. */
    void end() throws InterruptedException {
        over.countDown();
        for (var thread = threads.poll(); thread != null; thread = threads.poll()) {
            thread.join();
        }
        lag.close();
    }

    /** Forgets threads that have ended. */
    void sweep() {
        threads.removeIf(thread -> !thread.isAlive());
    }
}
