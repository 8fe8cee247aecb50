package org.tcserver.rtws;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.tcserver.flow.FlowThread;
import org.tcserver.net.TcpTransport;

/** The virtual thread that reads from a connection and runs its session. Thread-safe, except for {@link #runTasks}. */
final class ReaderThread implements FlowThread {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Runnable waker;

    ReaderThread(TcpTransport transport) {
        waker = transport::wakeReader;
    }

    @Override
    public void schedule(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Runnable waker() {
        return waker;
    }

    /** Runs the scheduled tasks. Call this on the thread itself. */
    void runTasks() {
        for (var task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
