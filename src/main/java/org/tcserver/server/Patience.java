package org.tcserver.server;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tcserver.event.RefusalReason;
import org.tcserver.event.Refusals;
import org.tcserver.net.TcpTransport;
import org.tcserver.time.Timers;

/**
 * Time limits for the steps before a client speaks its protocol. Thread-safe.
 *
 * @param refusals counts the clients that exceed them
 */
record Patience(Duration timeout, Timers timers, Refusals refusals) {
    /** A step that a connection's thread waits for. */
    interface Step<T> {
        T take() throws IOException;
    }

    /** Runs {@code step}, which error messages call {@code name}; closes {@code transport} if it takes too long. */
    <T> T await(String name, TcpTransport transport, Step<T> step) throws IOException {
        var timedOut = new AtomicBoolean();
        var timer = timers.after(timeout, () -> {
            timedOut.set(true);
            refusals.count(RefusalReason.HANDSHAKE_TIMEOUT);
            transport.close();
        });
        try {
            return step.take();
        } catch (IOException e) {
            throw timedOut.get() ? new IOException("no " + name + " within the time allowed") : e;
        } finally {
            timer.cancel();
        }
    }
}
