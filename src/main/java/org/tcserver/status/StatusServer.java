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
 * Serves the status pages on any number of addresses. It has its own I/O loop, so that it neither disturbs other
 * traffic nor depends on it. Thread-safe; all addresses must be bound before {@link #start}.
 */
public final class StatusServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusServer.class);

    private final StatusPages pages;
    private final Clock clock;
    private final Timers timers;
    private final IoLoop loop;
    private final List<TcpListener> listeners = new ArrayList<>();
    /** Unlimited, because the maximum number of connections already bounds the memory. */
    private final MemoryBudget memory = new MemoryBudget(Long.MAX_VALUE, Long.MAX_VALUE, 0, () -> {});

    private final AtomicInteger connections = new AtomicInteger();

    public StatusServer(StatusSource source, Clock clock, Timers timers) throws IOException {
        pages = new StatusPages(source);
        this.clock = clock;
        this.timers = timers;
        loop = new IoLoop("status", clock, 0);
    }

    /** Binds an address; returns it with its actual port. */
    public InetSocketAddress bind(SocketSettings settings) throws IOException {
        var listener = new TcpListener(settings, List.of(loop), ConnectionGate.OPEN, memory, this::serve);
        listeners.add(listener);
        return listener.address();
    }

    /** Starts to respond. */
    public void start() {
        listeners.forEach(TcpListener::start);
    }

    /** Stops listening; may cut off responses in progress. */
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
            LOG.debug("a request was refused", e); // the client has received the error, or has disconnected
        }
    }

    /** Reads remaining input before closing, because a close with unread input would discard the response. */
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
