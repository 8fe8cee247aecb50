package org.tcserver.net;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tcserver.event.RefusalReason;
import org.tcserver.event.Refusals;
import org.tcserver.time.Clock;
import org.tcserver.time.TokenBucket;

/**
 * Limits connections: their total number, their number per address, and the rate of new ones per address.
 *
 * <p>An address is an IPv4 address or an IPv6 network of 64 bits, because the owner of such a network controls all
 * addresses in it. Thread-safe, guarded by one lock. The number of remembered addresses is bounded.
 */
public final class ConnectionGate {
    /** The limits of a gate; 0 means unlimited. Immutable. */
    public record Limits(int connections, int perAddress, int perAddressAndSecond) {
        public static final Limits NONE = new Limits(0, 0, 0);
    }

    /** A connection that the gate accepted. Thread-safe. */
    public interface Admission {
        /**
         * Counts a proxy's connection for the address of {@code client}; returns false if the gate refuses that
         * address. Does nothing if the address is already known.
         */
        boolean settle(InetSocketAddress client);

        /** Ends the connection's count. Idempotent. */
        void leave();
    }

    /** The gate as one listener sees it. */
    public interface Door {
        /** Returns null if the gate refuses a connection from this address. */
        @Nullable Admission admit(InetSocketAddress from);
    }

    /** A door without limits. */
    public static final Door OPEN = from -> new Unlimited();

    private record Unlimited() implements Admission {
        @Override
        public boolean settle(InetSocketAddress client) {
            return true;
        }

        @Override
        public void leave() {}
    }

    private final Limits limits;
    private final Refusals refusals;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, Integer> connectionsByAddress = new HashMap<>();
    private final Map<Long, TokenBucket> rates = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, TokenBucket> eldest) {
            return size() > NetParameters.RATED_ADDRESSES;
        }
    };
    private int connections;

    /** Creates a gate that reports refused connections to {@code refusals}. */
    public ConnectionGate(Limits limits, Refusals refusals, Clock clock) {
        this.limits = limits;
        this.refusals = refusals;
        this.clock = clock;
    }

    /**
     * Returns the gate for a listener of this protocol. A connection from one of {@code proxies} counts towards the
     * total from the start. It counts for an address once {@link Admission#settle} supplies the client's address,
     * because many clients share the proxy's own.
     */
    public Door door(String proto, AddressRanges proxies) {
        return from -> {
            if (proxies.contains(from.getAddress())) {
                return enter(null, from, proto);
            }
            return mayTry(from, proto) ? enter(from, proto) : null;
        };
    }

    /**
     * Returns whether a client from this address may continue with its handshake; otherwise reports it as refused.
     * Counts towards the address's rate.
     */
    public boolean mayTry(InetSocketAddress from, String proto) {
        return isWelcome(attempt(Addresses.network(from)), from, proto);
    }

    /** Accepts a client for which {@link #mayTry} returned true; returns null if it is refused. */
    public @Nullable Admission enter(InetSocketAddress from, String proto) {
        return enter(Addresses.network(from), from, proto);
    }

    private @Nullable Admission enter(@Nullable Long address, InetSocketAddress from, String proto) {
        var place = new Place(proto, address);
        return isWelcome(count(place), from, proto) ? place : null;
    }

    /** Reports an accepted client that did not complete its handshake in time. */
    public void tooSlow(InetSocketAddress from, String proto) {
        refuse(RefusalReason.HANDSHAKE_TIMEOUT, from, proto);
    }

    /** Counts and reports a client that another limit refused. */
    public void refuse(RefusalReason reason, InetSocketAddress from, String proto) {
        refusals.refuse(reason, proto, Addresses.format(from));
    }

    private boolean isWelcome(@Nullable RefusalReason obstacle, InetSocketAddress from, String proto) {
        if (obstacle != null) {
            refuse(obstacle, from, proto);
        }
        return obstacle == null;
    }

    private @Nullable RefusalReason attempt(long address) {
        lock.lock();
        try {
            var full = full(address);
            return full == null && isTooFast(address) ? RefusalReason.CONNECT_RATE : full;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable RefusalReason count(Place place) {
        lock.lock();
        try {
            var full = full(place.address);
            if (full == null) {
                connections++;
                countAddress(place.address);
            }
            return full;
        } finally {
            lock.unlock();
        }
    }

    /** Counts an already accepted connection for its address, and checks only the address's limits. */
    private @Nullable RefusalReason count(Place place, long address) {
        lock.lock();
        try {
            if (place.address != null || place.hasLeft) {
                return null;
            }
            var crowded = crowded(address);
            if (crowded != null || isTooFast(address)) {
                return crowded == null ? RefusalReason.CONNECT_RATE : crowded;
            }
            place.address = address;
            countAddress(address);
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void discount(Place place) {
        lock.lock();
        try {
            if (!place.hasLeft) {
                place.hasLeft = true;
                connections--;
                if (place.address != null) {
                    connectionsByAddress.computeIfPresent(place.address, (any, count) -> count == 1 ? null : count - 1);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void countAddress(@Nullable Long address) {
        if (address != null) {
            connectionsByAddress.merge(address, 1, Integer::sum);
        }
    }

    private @Nullable RefusalReason full(@Nullable Long address) {
        if (limits.connections > 0 && connections >= limits.connections) {
            return RefusalReason.CONNECTIONS;
        }
        return address == null ? null : crowded(address);
    }

    private @Nullable RefusalReason crowded(long address) {
        boolean isCrowded = limits.perAddress > 0 && connectionsByAddress.getOrDefault(address, 0) >= limits.perAddress;
        return isCrowded ? RefusalReason.CONNECTIONS_PER_ADDRESS : null;
    }

    private boolean isTooFast(long address) {
        if (limits.perAddressAndSecond == 0) {
            return false;
        }
        long nowNanos = clock.nanos();
        return !rates.computeIfAbsent(address, any -> new TokenBucket(limits.perAddressAndSecond, nowNanos))
                .take(nowNanos);
    }

    /** The record of one connection. Guarded by the lock. */
    private final class Place implements Admission {
        private final String proto;
        /** Null until a proxy reports it. */
        private @Nullable Long address;

        private boolean hasLeft;

        Place(String proto, @Nullable Long address) {
            this.proto = proto;
            this.address = address;
        }

        @Override
        public boolean settle(InetSocketAddress client) {
            return isWelcome(count(this, Addresses.network(client)), client, proto);
        }

        @Override
        public void leave() {
            discount(this);
        }
    }
}
