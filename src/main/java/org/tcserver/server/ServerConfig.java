package org.tcserver.server;

import java.time.Duration;

/** All that a server is told at its start. Immutable. */
public record ServerConfig(
        Listeners listeners,
        Access access,
        RealTime realTime,
        Transport transport,
        Limits limits,
        Operation operation) {
    /**
     * How the server is run.
     *
     * @param shutdownDeadline how long a graceful shutdown waits for clients to leave
     * @param acceptsWhileShuttingDown whether new connections are welcome meanwhile
     * @param verbosity how often more words were asked for, 0 or more
     */
    public record Operation(Duration shutdownDeadline, boolean acceptsWhileShuttingDown, int verbosity) {
        public static final Operation DEFAULT = new Operation(Duration.ofMinutes(5), false, 0);
    }
}
