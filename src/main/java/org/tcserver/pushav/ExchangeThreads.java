package org.tcserver.pushav;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.time.Clock;
import org.tcserver.time.Timers;

/**
 * Runs exchanges, each on its own virtual thread or on a bounded pool of platform threads. Disconnects a client that
 * blocks its thread longer than the stall limit. Thread-safe.
 */
final class ExchangeThreads implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeThreads.class);
    private static final Duration CHECK_EVERY = Duration.ofSeconds(1);
    private static final int IDLE_SECONDS = 30;
    private static final int CLOSE_SECONDS = 2;

    private final ConcurrentHashMap<Thread, Activity> activities = new ConcurrentHashMap<>();
    private final ExecutorService executor;
    private final Timers.Timer check;
    private final Clock clock;

    /**
     * Starts the stall check.
     *
     * @param platformThreads size of the thread pool; 0 for virtual threads
     */
    ExchangeThreads(int platformThreads, Duration stallLimit, Timers timers, Clock clock) {
        this.clock = clock;
        this.executor = platformThreads == 0
                ? Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("exchange-", 0).factory())
                : pool(platformThreads);
        long limitNanos = stallLimit.toNanos();
        var every = stallLimit.compareTo(CHECK_EVERY) < 0 ? stallLimit : CHECK_EVERY;
        check = timers.every(every, () -> activities.values().forEach(activity -> activity.check(limitNanos)));
    }

    private static ExecutorService pool(int size) {
        var factory = Thread.ofPlatform().daemon().name("exchange-", 0).factory();
        var pool = new ThreadPoolExecutor(
                size, size, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    @Override
    public void execute(Runnable exchange) {
        executor.execute(() -> run(exchange));
    }

    private void run(Runnable exchange) {
        var thread = Thread.currentThread();
        var activity = new Activity(thread, clock);
        activity.waiting(); // the JDK's server does the TLS handshake and reads the header before it calls the handler
        activities.put(thread, activity);
        try {
            exchange.run();
        } finally {
            activities.remove(thread);
            activity.done();
        }
    }

    /** Returns the activity of the exchange on the calling thread. */
    Activity current() {
        var activity = activities.get(Thread.currentThread());
        if (activity == null) {
            throw new IllegalStateException("not the thread of an exchange");
        }
        return activity;
    }

    /**
     * Waits up to 2 seconds for exchanges whose connections were closed: they still record how far their uploads got.
     */
    @Override
    public void close() {
        check.cancel();
        executor.shutdown();
        try {
            if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("some requests are still not over");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
