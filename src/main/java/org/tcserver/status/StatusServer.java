package org.tcserver.status;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.http.HttpConnection;
import org.tcserver.memory.MemoryBudget;
import org.tcserver.net.Addresses;
import org.tcserver.net.ConnectionGate;
import org.tcserver.net.IoLoop;
import org.tcserver.net.SocketSettings;
import org.tcserver.net.TcpListener;
import org.tcserver.net.TcpTransport;
import org.tcserver.time.Clock;
import org.tcserver.time.Timers;

/**
 * Answers on any number of addresses, with an I/O loop of its own, so that it neither disturbs the others nor depends on
 * them. Thread-safe, but all addresses are bound before {@link #start}.
 */
public final class StatusServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusServer.class);

    private final StatusPages pages;
    private final Clock clock;
    private final Timers timers;
    private final IoLoop loop;
    private final List<TcpListener> listeners = new ArrayList<>();
    /** Its few connections are limited by their number. */
    private final MemoryBudget memory = new MemoryBudget(Long.MAX_VALUE, Long.MAX_VALUE, 0, () -> {});

    private final AtomicInteger connections = new AtomicInteger();

    public StatusServer(StatusSource source, Clock clock, Timers timers) throws IOException {
        pages = new StatusPages(source);
        this.clock = clock;
        this.timers = timers;
        loop = new IoLoop("status", clock, 0);
    }

    /** Binds an address; answers it, with the port that was chosen. */
    public InetSocketAddress bind(SocketSettings settings) throws IOException {
        var listener = new TcpListener(settings, List.of(loop), ConnectionGate.OPEN, memory, this::serve);
        listeners.add(listener);
        return listener.address();
    }

    /** Begins to answer. */
    public void start() {
        listeners.forEach(TcpListener::start);
    }

    /** Stops listening; what is being answered may be cut off. */
    @Override
    public void close() {
        for (var listener : listeners) {
            try {
                listener.close();
            } catch (IOException e) {
                LOG.warn("cannot stop listening", e);
            }
        }
        loop.close();
    }

    private void serve(TcpTransport transport) {
        try {
            if (connections.incrementAndGet() <= StatusParameters.MAX_CONNECTIONS) {
                converse(transport);
                linger(transport);
            }
        } catch (IOException e) {
            LOG.debug("a request was not answered", e);
        } finally {
            connections.decrementAndGet();
        }
    }

    private void converse(TcpTransport transport) throws IOException {
        var buffer = ByteBuffer.allocate(StatusParameters.BUFFER_BYTES);
        var http = new HttpConnection(transport, clock, timers, StatusParameters.PATIENCE);
        try {
            var client = Addresses.format(transport.farAddress());
            http.serve(buffer, request -> false, request -> pages.answer(request, client));
        } catch (IOException e) {
            LOG.debug("a request was refused", e); // the client was told, or is gone
        }
    }

    /** Closing with unread input would cut the answer off. */
    private void linger(TcpTransport transport) throws IOException {
        var timeout = timers.after(StatusParameters.LINGER, transport::close);
        try {
            if (transport.isOpen()) {
                transport.shutdownOutput();
            }
            var buffer = ByteBuffer.allocate(StatusParameters.BUFFER_BYTES);
            for (int count = 0; count >= 0; count = transport.read(buffer.clear())) {
                if (count == 0 && !transport.awaitReadable()) {
                    break;
                }
            }
        } finally {
            timeout.cancel();
        }
    }
}
