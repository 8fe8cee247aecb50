package org.tcserver.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.event.EventLog;
import org.tcserver.status.StatusServer;
import org.tcserver.status.StatusSource;
import org.tcserver.time.Clock;
import org.tcserver.time.Timers;

/** The listeners of {@code --metrics}, if any. Thread-safe after all are bound. */
final class StatusService implements AutoCloseable {
    private static final String FLAG = "--metrics";
    /** The protocol name of these listeners in events. */
    static final String PROTO = "metrics";

    private final StatusSource source;
    private final Clock clock;
    private final Timers timers;
    private @Nullable StatusServer server;

    StatusService(StatusSource source, Clock clock, Timers timers) {
        this.source = source;
        this.clock = clock;
        this.timers = timers;
    }

    /** Binds {@code addresses} and logs them. */
    void bind(List<InetSocketAddress> addresses, EventLog log) throws StartException, IOException {
        for (var binding : Binding.of(addresses)) {
            binding.logListen(log, PROTO, bind(binding));
        }
    }

    /** Binds {@code addresses}; returns them with the actual ports. */
    List<InetSocketAddress> bind(List<InetSocketAddress> addresses) throws StartException, IOException {
        var bound = new ArrayList<InetSocketAddress>();
        for (var binding : Binding.of(addresses)) {
            bound.add(bind(binding));
        }
        return bound;
    }

    private InetSocketAddress bind(Binding binding) throws StartException, IOException {
        var opened = server == null ? new StatusServer(source, clock, timers) : server;
        server = opened;
        try {
            return opened.bind(binding.settings(0));
        } catch (IOException e) {
            throw binding.failure(FLAG, e);
        }
    }

    void start() {
        if (server != null) {
            server.start();
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
