package org.tcserver.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.time.Clock;

/**
 * A platform thread that receives and sends datagrams on several sockets, keeps deadlines, and runs tasks from other
 * threads.
 *
 * <p>{@link #schedule}, {@link #wake} and {@link #close} are thread-safe. Sockets are bound before {@link #start}. All
 * else is confined to the reactor's thread.
 */
public final class DatagramReactor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatagramReactor.class);

    /** A socket; its index in the list is its interface ID. */
    private record Socket(int interfaceId, DatagramChannel channel, boolean servesInet4, boolean servesInet6) {
        boolean serves(InetSocketAddress peer) {
            return peer.getAddress() instanceof Inet4Address ? servesInet4 : servesInet6;
        }
    }

    private final Clock clock;
    private final Selector selector;
    private final Thread thread;
    private final List<Socket> sockets = new ArrayList<>();
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(NetParameters.DATAGRAM_BYTES);
    private final ReadyList<Runnable> tasks = new ReadyList<>();
    private final Runnable waker = this::wake;
    private @Nullable DatagramHandler handler;
    private volatile boolean sleeping;
    private volatile boolean closed;

    public DatagramReactor(String name, Clock clock) throws IOException {
        this.clock = clock;
        selector = Selector.open();
        thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    /** Binds a socket and returns its interface ID. An IPv6 socket rejects IPv4 unless the settings enable both. */
    public int bind(SocketSettings settings) throws IOException {
        boolean isV6 = settings.bind().getAddress() instanceof Inet6Address;
        var channel = DatagramChannel.open(isV6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, NetParameters.UDP_BUFFER_BYTES);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, NetParameters.UDP_BUFFER_BYTES);
            if (settings.trafficClass() != 0) {
                channel.setOption(StandardSocketOptions.IP_TOS, settings.trafficClass());
            }
            channel.bind(settings.bind());
            channel.configureBlocking(false);
            var socket = new Socket(sockets.size(), channel, !isV6 || settings.servesBothFamilies(), isV6);
            channel.register(selector, SelectionKey.OP_READ, socket);
            sockets.add(socket);
            return socket.interfaceId();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Returns the bound address of a socket, with its actual port. */
    public InetSocketAddress address(int interfaceId) throws IOException {
        return (InetSocketAddress) sockets.get(interfaceId).channel().getLocalAddress();
    }

    /** Returns the interface IDs of the sockets that serve the family of {@code address}. */
    public List<Integer> interfacesTo(InetSocketAddress address) {
        return sockets.stream()
                .filter(socket -> socket.serves(address))
                .map(Socket::interfaceId)
                .toList();
    }

    /** Starts to receive datagrams for {@code datagramHandler}. */
    public void start(DatagramHandler datagramHandler) {
        handler = datagramHandler;
        thread.start();
    }

    /** Sends the bytes from position to limit without waiting. If the socket accepts no more, the datagram is lost. */
    public void send(ByteBuffer bytes, int interfaceId, InetSocketAddress to) {
        try {
            sockets.get(interfaceId).channel().send(bytes, to);
        } catch (IOException | UnsupportedAddressTypeException e) {
            LOG.debug("cannot send to {}: {}", to, e.toString());
        }
    }

    /** Queues {@code task} for this thread; the caller must then call {@link #wake}. */
    public void schedule(Runnable task) {
        tasks.add(task);
    }

    /** Makes the reactor run scheduled tasks; cheap if it is awake. */
    public void wake() {
        if (sleeping && !Thread.currentThread().equals(thread)) {
            sleeping = false;
            selector.wakeup();
        }
    }

    /** Returns {@link #wake} as a constant object. */
    public Runnable waker() {
        return waker;
    }

    /**
     * Runs all scheduled tasks, then stops the thread and closes the sockets. Waits at most 1 second for that, so that
     * final datagrams leave before the process exits.
     */
    @Override
    public void close() {
        closed = true;
        if (thread.getState() == Thread.State.NEW) {
            release();
            return;
        }
        selector.wakeup();
        if (!Thread.currentThread().equals(thread)) {
            join();
        }
    }

    private void join() {
        try {
            if (!thread.join(NetParameters.CLOSE_TIMEOUT)) {
                LOG.warn("reactor {} does not end", thread.getName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closed) {
                turn();
            }
            runTasks();
        } catch (IOException e) {
            throw new UncheckedIOException("reactor " + thread.getName() + " failed", e);
        } finally {
            release();
        }
    }

    private void turn() throws IOException {
        if (handler == null) {
            throw new IllegalStateException("not started");
        }
        waitForWork(handler);
        for (var key : selector.selectedKeys()) {
            receive((Socket) key.attachment(), handler);
        }
        selector.selectedKeys().clear();
        runTasks();
        try {
            handler.advance(clock.nanos());
        } catch (RuntimeException e) {
            LOG.error("a deadline failed", e);
        }
    }

    private void waitForWork(DatagramHandler due) throws IOException {
        sleeping = true;
        long now = clock.nanos();
        long pause = tasks.isEmpty() ? due.deadlineNanos(now) - now : 0;
        if (pause > 0) {
            selector.select(Math.max(1, pause / 1_000_000));
        } else {
            selector.selectNow();
        }
        sleeping = false;
    }

    private void receive(Socket socket, DatagramHandler to) {
        try {
            for (int i = 0; i < NetParameters.DATAGRAMS_PER_TURN; i++) {
                datagram.clear();
                var from = (InetSocketAddress) socket.channel().receive(datagram);
                if (from == null) {
                    return;
                }
                if (socket.serves(from)) {
                    to.receive(datagram.flip(), socket.interfaceId(), from, clock.nanos());
                }
            }
        } catch (IOException e) {
            LOG.warn("cannot receive: {}", e.toString());
        } catch (RuntimeException e) {
            LOG.error("a datagram failed", e);
        }
    }

    private void runTasks() {
        if (tasks.isEmpty()) {
            return;
        }
        var taken = tasks.take();
        for (var task : taken) {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("a task failed", e);
            }
        }
        taken.clear();
    }

    private void release() {
        try {
            for (var socket : sockets) {
                socket.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            LOG.warn("cannot close a socket", e);
        }
    }
}
