package org.tcserver.flow;

/** The thread that a connection over flows is confined to, as other threads use it. Thread-safe. */
public interface FlowThread {
    /** Schedules {@code task} on that thread. The caller then runs {@link #waker()}. */
    void schedule(Runnable task);

    /** Returns an action that wakes the thread to run the scheduled tasks. Always returns the same object. */
    Runnable waker();
}
