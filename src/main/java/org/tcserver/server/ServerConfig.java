package org.tcserver.server;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/** The server's configuration. Immutable. */
public record ServerConfig(
        Listeners listeners,
        Access access,
        RealTime realTime,
        Transport transport,
        Limits limits,
        Proxies proxies,
        Operation operation) {
    /** Returns the same configuration with other keys. */
    ServerConfig withKeys(List<MasterKey> keys) {
        return new ServerConfig(listeners, access.withKeys(keys), realTime, transport, limits, proxies, operation);
    }

    /**
     * Settings for operating the server.
     *
     * @param shutdownDeadline how long a graceful shutdown waits for clients to leave
     * @param acceptsWhileShuttingDown whether to accept new connections during that time
     * @param verbosity the number of verbosity flags, 0 or more
     * @param metrics addresses for metrics and status; port 0 means any free one
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
