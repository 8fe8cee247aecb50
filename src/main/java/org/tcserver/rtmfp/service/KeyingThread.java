package org.tcserver.rtmfp.service;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.flow.FlowThread;
import org.tcserver.rtmfp.KeyingWorker;
import org.tcserver.time.Clock;
import org.tcserver.wire.MalformedException;

/** A thread of low priority that computes keys. It passes each result to the reactor's thread. Thread-safe. */
final class KeyingThread implements KeyingWorker, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyingThread.class);

    private final FlowThread reactor;
    private final Clock clock;

    @SuppressWarnings("ThreadPriorityCheck") // a platform that ignores the priority only makes this slower
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(ServiceParameters.KEYINGS_WAITING),
            Thread.ofPlatform()
                    .daemon()
                    .name("rtmfp-keying")
                    .priority(Thread.MIN_PRIORITY)
                    .factory());

    KeyingThread(FlowThread reactor, Clock clock) {
        this.reactor = reactor;
        this.clock = clock;
    }

    @Override
    public <T> boolean submit(Callable<T> work, Completion<T> done) {
        try {
            executor.execute(() -> {
                var result = resultOf(work);
                reactor.schedule(() -> done.accept(result, clock.nanos()));
                reactor.waker().run();
            });
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private static <T> @Nullable T resultOf(Callable<T> work) {
        try {
            return work.call();
        } catch (MalformedException e) {
            LOG.debug("no keys: {}", e.getMessage());
            return null;
        } catch (Exception e) {
            LOG.error("key agreement failed", e);
            return null;
        }
    }
}
