package org.tcserver.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** All that a server is told at its start. Immutable. */
public record ServerConfig(
        Listeners listeners,
        Access access,
        RealTime realTime,
        Transport transport,
        Limits limits,
        Proxies proxies,
        Operation operation) {
    /** This one with other keys. */
    ServerConfig withKeys(List<MasterKey> keys) {
        return new ServerConfig(listeners, access.withKeys(keys), realTime, transport, limits, proxies, operation);
    }

    /**
     * How the server is run.
     *
     * @param shutdownDeadline how long a graceful shutdown waits for clients to leave
     * @param acceptsWhileShuttingDown whether new connections are welcome meanwhile
     * @param verbosity how often more words were asked for, 0 or more
     * @param metrics where metrics and the state of the server are told; port 0 means any free one
     */
    public record Operation(
            Duration shutdownDeadline,
            boolean acceptsWhileShuttingDown,
            int verbosity,
            List<InetSocketAddress> metrics) {
        public static final Operation DEFAULT = new Operation(Duration.ofMinutes(5), false, 0, List.of());

        public Operation {
            metrics = List.copyOf(metrics);
        }
    }
}
