package org.tcserver.rtmfp;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A worker for key agreement, which is too slow for the engine's thread. */
public interface KeyingWorker {
    /** The receiver of a result, on the engine's thread. */
    interface Completion<T> {
        /** Receives {@code result}, or null if the work threw a {@link org.tcserver.wire.MalformedException}. */
        void accept(@Nullable T result, long nowNanos);
    }

    /**
     * Runs {@code work} elsewhere, and then calls {@code done}.
     *
     * @return false if too much work waits; then {@code work} does not run, and the far end will retry
     */
    <T> boolean submit(Callable<T> work, Completion<T> done);
}
