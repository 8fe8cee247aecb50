package org.tcserver.rtmfp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.tcserver.testing.SimulatedLink;

/** A network of peers whose clock and faults the test controls: the same seed gives the same run. */
final class SimulatedNetwork {
    private static final long START_NANOS = 1_000_000_000L;
    private static final int SESSIONS_PER_TURN = 1000;

    private record Event(long nanos, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(nanos, other.nanos);
            return byTime == 0 ? Long.compare(order, other.order) : byTime;
        }
    }

    /** Takes datagrams that arrive at an address. */
    interface Receiver {
        void receive(ByteBuffer datagram, InetSocketAddress from, long nowNanos);
    }

    private final Random random;
    private final long seed;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Map<InetSocketAddress, Receiver> peers = new HashMap<>();
    private final List<SimulatedPeer> peerList = new ArrayList<>();
    private final Map<List<InetSocketAddress>, SimulatedLink> links = new HashMap<>();
    private SimulatedLink defaultLink = new SimulatedLink();
    private @Nullable LongPredicate watcher;
    private @Nullable BiConsumer<ByteBuffer, InetSocketAddress> tap;
    private long nowNanos = START_NANOS;
    private long order;
    private long datagrams;

    SimulatedNetwork(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    long nowNanos() {
        return nowNanos;
    }

    double seconds() {
        return (nowNanos - START_NANOS) / 1e9;
    }

    long seed() {
        return seed;
    }

    long datagrams() {
        return datagrams;
    }

    Random random() {
        return random;
    }

    /** All traffic without a link of its own takes this one. */
    SimulatedNetwork everywhere(SimulatedLink link) {
        defaultLink = link;
        return this;
    }

    void link(SimulatedPeer from, SimulatedPeer to, SimulatedLink link) {
        links.put(List.of(from.address(), to.address()), link);
    }

    SimulatedPeer addPeer(int number) {
        var address = new InetSocketAddress("10.0.0." + number, 1935);
        var peer = new SimulatedPeer(this, address, seed * 100 + number);
        attach(peer, address);
        peerList.add(peer);
        return peer;
    }

    void attach(SimulatedPeer peer, InetSocketAddress address) {
        peers.put(address, (datagram, from, now) -> peer.endpoint().receive(datagram, new Path(0, from), now));
    }

    /** From now on {@code receiver} gets the datagrams for {@code peer}, which is not served any more. */
    void replace(SimulatedPeer peer, Receiver receiver) {
        peerList.remove(peer);
        peers.put(peer.address(), receiver);
    }

    void detach(InetSocketAddress address) {
        peers.remove(address);
    }

    /** Stops a run as soon as {@code condition} is true; checks it after every event. */
    void stopWhen(LongPredicate condition) {
        watcher = condition;
    }

    /** From now on {@code listener} gets a copy of each datagram, and where it goes. */
    void tap(@Nullable BiConsumer<ByteBuffer, InetSocketAddress> listener) {
        tap = listener;
    }

    /** Opens a session, however bad the network. */
    void connect(SimulatedPeer client, SimulatedPeer server) {
        int before = server.sessions.size();
        client.open(server);
        stopWhen(now -> !client.sessions.isEmpty() && server.sessions.size() > before);
        runMillis(95_000);
        if (client.sessions.isEmpty()) {
            throw new AssertionError("no session; seed " + seed);
        }
        watcher = null;
    }

    void send(ByteBuffer datagram, InetSocketAddress from, InetSocketAddress to) {
        datagrams++;
        var link = links.getOrDefault(List.of(from, to), defaultLink);
        var copy = ByteBuffer.allocate(datagram.remaining());
        copy.put(datagram).flip();
        if (tap != null) {
            tap.accept(copy.duplicate(), to);
        }
        for (long arrival : link.arrivals(copy.remaining(), nowNanos, random)) {
            at(arrival, () -> deliver(copy.duplicate(), from, to));
        }
    }

    void deliver(ByteBuffer datagram, InetSocketAddress from, InetSocketAddress to) {
        var peer = peers.get(to);
        if (peer != null) {
            peer.receive(datagram, from, nowNanos);
        }
    }

    void at(long nanos, Runnable action) {
        events.add(new Event(nanos, order++, action));
    }

    void after(long millis, Runnable action) {
        at(nowNanos + millis * 1_000_000L, action);
    }

    void every(long periodMicros, int times, Runnable action) {
        for (int i = 0; i < times; i++) {
            at(nowNanos + i * periodMicros * 1000L, action);
        }
    }

    void runMillis(long millis) {
        long end = nowNanos + millis * 1_000_000L;
        for (long next = nextNanos(); next <= end; next = nextNanos()) {
            nowNanos = Math.max(nowNanos, next);
            for (var event = events.peek(); event != null && event.nanos() <= nowNanos; event = events.peek()) {
                events.remove().action().run();
            }
            for (var peer : peerList) {
                if (peer.endpoint().deadlineNanos(nowNanos) <= nowNanos) {
                    peer.endpoint().advance(SESSIONS_PER_TURN, nowNanos);
                }
            }
            if (watcher != null && watcher.test(nowNanos)) {
                return;
            }
        }
        nowNanos = end;
    }

    private long nextNanos() {
        var first = events.peek();
        long next = first == null ? Long.MAX_VALUE : first.nanos();
        for (var peer : peerList) {
            next = Math.min(next, peer.endpoint().deadlineNanos(nowNanos));
        }
        return next;
    }
}
