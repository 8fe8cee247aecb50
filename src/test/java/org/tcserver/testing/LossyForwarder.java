package org.tcserver.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.tcserver.net.DatagramHandler;
import org.tcserver.net.DatagramReactor;
import org.tcserver.net.SocketSettings;
import org.tcserver.time.Clock;
import org.tcserver.wire.Bytes;

/**
 * Forwards datagrams between clients and a server on the loopback interface, and simulates one link for each direction.
 * A link delays, duplicates or drops datagrams. All clients share the two links; the server sees a separate address for
 * each client. The same seed gives the same random numbers, but real time differs between runs. Thread-safe.
 */
public final class LossyForwarder implements AutoCloseable {
    private static final int MAX_CLIENTS = 8;
    private static final int CLIENT_SIDE = 0;
    private static final int MAX_CAPTURED = 1000;

    /** A datagram on its way. */
    private record Parcel(long dueNanos, long order, int interfaceId, InetSocketAddress to, ByteBuffer content)
            implements Comparable<Parcel> {
        @Override
        public int compareTo(Parcel other) {
            int byTime = Long.compare(dueNanos, other.dueNanos);
            return byTime == 0 ? Long.compare(order, other.order) : byTime;
        }
    }

    private final InetSocketAddress server;
    private final DatagramReactor reactor;
    private final Random random;
    private final PriorityQueue<Parcel> parcels = new PriorityQueue<>();
    private final List<InetSocketAddress> clients = new ArrayList<>();
    private final List<Bytes> captured = new CopyOnWriteArrayList<>();
    private SimulatedLink up = new SimulatedLink();
    private SimulatedLink down = new SimulatedLink();
    private long order;

    public LossyForwarder(InetSocketAddress server, long seed) throws IOException {
        this.server = server;
        random = new Random(seed);
        reactor = new DatagramReactor("forwarder", Clock.SYSTEM);
        for (int i = 0; i <= MAX_CLIENTS; i++) {
            reactor.bind(new SocketSettings(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), false, 0));
        }
        reactor.start(new Handler());
    }

    /** Returns the address to which clients send datagrams for the server. */
    public InetSocketAddress address() {
        return address(CLIENT_SIDE);
    }

    /** Returns the server's view of a client's address. Clients are numbered from 1, in order of arrival. */
    public InetSocketAddress address(int client) {
        try {
            return reactor.address(client);
        } catch (IOException e) {
            throw new AssertionError("it is bound", e);
        }
    }

    /** Replaces both links. */
    public LossyForwarder links(SimulatedLink towardsServer, SimulatedLink towardsClients) {
        run(() -> {
            up = towardsServer;
            down = towardsClients;
        });
        return this;
    }

    /** Drops everything in both directions for this long. */
    public void blackOut(Duration duration) {
        run(() -> {
            long now = Clock.SYSTEM.nanos();
            up.blackout(now, now + duration.toNanos());
            down.blackout(now, now + duration.toNanos());
        });
    }

    /** Returns copies of the first datagrams for the server, at most 1000, as received. */
    public List<Bytes> captured() {
        return captured;
    }

    /** Sends the server a datagram from the address of a client. Clients are numbered from 1, in order of arrival. */
    public void inject(int client, Bytes datagram) {
        run(() -> reactor.send(datagram.toByteBuffer(), client, server));
    }

    @Override
    public void close() {
        reactor.close();
    }

    private void run(Runnable task) {
        reactor.schedule(task);
        reactor.wake();
    }

    private final class Handler implements DatagramHandler {
        @Override
        public void receive(ByteBuffer datagram, int interfaceId, InetSocketAddress from, long nowNanos) {
            if (interfaceId == CLIENT_SIDE) {
                capture(datagram);
                pass(datagram, up, upstream(from), server, nowNanos);
            } else if (interfaceId <= clients.size()) {
                pass(datagram, down, CLIENT_SIDE, clients.get(interfaceId - 1), nowNanos);
            }
        }

        @Override
        public long deadlineNanos(long nowNanos) {
            var next = parcels.peek();
            return next == null ? Clock.NEVER : next.dueNanos();
        }

        @Override
        public void advance(long nowNanos) {
            for (var next = parcels.peek(); next != null && next.dueNanos() <= nowNanos; next = parcels.peek()) {
                parcels.remove();
                reactor.send(next.content(), next.interfaceId(), next.to());
            }
        }

        private void pass(ByteBuffer datagram, SimulatedLink link, int interfaceId, InetSocketAddress to, long now) {
            for (long due : link.arrivals(datagram.remaining(), now, random)) {
                var copy = ByteBuffer.allocate(datagram.remaining());
                copy.put(datagram.duplicate()).flip();
                order++;
                parcels.add(new Parcel(due, order, interfaceId, to, copy));
            }
        }

        private void capture(ByteBuffer datagram) {
            if (captured.size() < MAX_CAPTURED) {
                var copy = new byte[datagram.remaining()];
                datagram.duplicate().get(copy);
                captured.add(Bytes.wrap(copy));
            }
        }

        private int upstream(InetSocketAddress client) {
            int index = clients.indexOf(client);
            if (index < 0) {
                if (clients.size() == MAX_CLIENTS) {
                    throw new IllegalStateException("too many clients");
                }
                clients.add(client);
                index = clients.size() - 1;
            }
            return index + 1;
        }
    }
}
