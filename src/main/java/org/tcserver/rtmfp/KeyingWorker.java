package org.tcserver.rtmfp;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Computes what is too slow for the engine's thread: key agreement. */
public interface KeyingWorker {
    /** Who gets a result, on the engine's thread. */
    interface Completion<T> {
        /** {@code result}: null if the work threw a {@link org.tcserver.wire.MalformedException}. */
        void accept(@Nullable T result, long nowNanos);
    }

    /**
     * Has {@code work} done elsewhere, and {@code done} told later.
     *
     * @return false if too much waits already: the work is not done, and the far end will ask again
     */
    <T> boolean submit(Callable<T> work, Completion<T> done);
}
