package org.tcserver.net;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.memory.MemoryBudget;

/**
 * Accepts TCP connections on one address, on its own virtual thread, and passes each to a new virtual thread.
 *
 * <p>Thread-safe. A listener on an IPv6 address refuses IPv4 peers unless the settings enable both.
 */
public final class TcpListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TcpListener.class);

    private final ServerSocketChannel channel;
    private final List<IoLoop> loops;
    private final SocketSettings settings;
    private final ConnectionGate.Door door;
    private final MemoryBudget budget;
    private final Consumer<TcpTransport> serve;
    private final AtomicInteger accepted = new AtomicInteger();

    /**
     * Binds the address, but does not accept yet.
     *
     * @param door a connection that it refuses is closed at once
     * @param budget provides the memory account of each connection
     * @param serve runs on a virtual thread for each connection
     */
    public TcpListener(
            SocketSettings settings,
            List<IoLoop> loops,
            ConnectionGate.Door door,
            MemoryBudget budget,
            Consumer<TcpTransport> serve)
            throws IOException {
        this.settings = settings;
        this.loops = loops;
        this.door = door;
        this.budget = budget;
        this.serve = serve;
        boolean isV6 = settings.bind().getAddress() instanceof Inet6Address;
        channel = ServerSocketChannel.open(isV6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(settings.bind(), NetParameters.LISTEN_BACKLOG);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Returns the bound address, with its actual port. */
    public InetSocketAddress address() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    /** Starts to accept. */
    public void start() {
        Thread.ofVirtual().name("accept " + settings.bind()).start(this::acceptAll);
    }

    /** Stops accepting and frees the address; connections remain open. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    /**
     * Accepts connections until the listener is closed. If descriptors run out, connections wait in the kernel's queue
     * until some are free again.
     */
    private void acceptAll() {
        long sayAgainNanos = System.nanoTime();
        while (channel.isOpen()) {
            try {
                accept(channel.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                if (System.nanoTime() - sayAgainNanos >= 0) {
                    LOG.warn("cannot accept on {} for now, and goes on trying: {}", settings.bind(), e.getMessage());
                    sayAgainNanos = System.nanoTime() + NetParameters.STARVATION_REPORT_PERIOD.toNanos();
                }
                LockSupport.parkNanos(NetParameters.ACCEPT_PAUSE.toNanos());
            }
        }
    }

    private void accept(SocketChannel socket) throws IOException {
        try {
            var admission = isRefused(socket) ? null : door.admit((InetSocketAddress) socket.getRemoteAddress());
            if (admission == null) {
                socket.close();
            } else {
                begin(socket, admission);
            }
        } catch (IOException e) {
            socket.close();
            LOG.debug("a connection ended before it began", e);
        } catch (RuntimeException e) {
            socket.close();
            LOG.error("a connection could not be set up", e);
        }
    }

    private void begin(SocketChannel socket, ConnectionGate.Admission admission) throws IOException {
        try {
            applyOptions(socket);
            var loop = loops.get(Math.floorMod(accepted.getAndIncrement(), loops.size()));
            var transport = new TcpTransport(socket, loop, admission, budget);
            Thread.ofVirtual().start(() -> serve(transport));
        } catch (IOException | RuntimeException e) {
            admission.leave();
            throw e;
        }
    }

    private boolean isRefused(SocketChannel socket) throws IOException {
        return settings.bind().getAddress() instanceof Inet6Address
                && !settings.servesBothFamilies()
                && ((InetSocketAddress) socket.getRemoteAddress()).getAddress() instanceof Inet4Address;
    }

    private void applyOptions(SocketChannel socket) throws IOException {
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
            socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, NetParameters.KEEP_ALIVE_SECONDS);
        }
        if (settings.trafficClass() != 0) {
            socket.setOption(StandardSocketOptions.IP_TOS, settings.trafficClass());
        }
    }

    private void serve(TcpTransport transport) {
        transport.attachReader();
        try {
            serve.accept(transport);
        } catch (RuntimeException e) {
            LOG.error("a connection's thread failed", e);
        } finally {
            transport.close();
            transport.leave();
        }
    }
}
