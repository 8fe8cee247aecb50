package org.tcserver.flow;

/** The thread that a connection over flows is confined to, as seen from other threads. Thread-safe. */
public interface FlowThread {
    /** Has {@code task} run there soon; run {@link #waker()} afterwards. */
    void schedule(Runnable task);

    /** Makes the thread look at what was scheduled; always the same object. */
    Runnable waker();
}
