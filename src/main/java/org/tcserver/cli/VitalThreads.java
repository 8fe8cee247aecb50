package org.tcserver.cli;

import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when a required thread dies, so that a supervisor restarts it. A process that continues without an
 * I/O loop looks healthy, but serves no client of that loop. Thread-safe.
 */
final class VitalThreads implements Thread.UncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(VitalThreads.class);

    private final Predicate<Thread> isVital;
    private final BiConsumer<Thread, Throwable> lastWords;
    private final Runnable exit;

    /**
     * Creates a handler for the threads of this process.
     *
     * @param isVital returns true for a thread whose death ends the process
     * @param lastWords logs the death of such a thread
     * @param exit ends the process
     */
    VitalThreads(Predicate<Thread> isVital, BiConsumer<Thread, Throwable> lastWords, Runnable exit) {
        this.isVital = isVital;
        this.lastWords = lastWords;
        this.exit = exit;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
        try {
            LOG.error("thread {} died", thread.getName(), failure);
            if (isVital.test(thread)) {
                lastWords.accept(thread, failure);
            }
        } finally {
            if (isVital.test(thread)) {
                exit.run();
            }
        }
    }
}
