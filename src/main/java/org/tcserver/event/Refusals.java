package org.tcserver.event;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Counts refusals since the start, and logs refused connections. A flood of them causes one event per second and
 * reason. Thread-safe.
 */
public final class Refusals {
    /** The refused connections of one reason that were not logged yet. Guarded by the lock. */
    private static final class Untold {
        private boolean toldLately;
        private long count;
        private @Nullable String proto;
        private @Nullable String address;
    }

    private final EventLog log;
    private final Map<RefusalReason, LongAdder> counts = new EnumMap<>(RefusalReason.class);
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<RefusalReason, Untold> untold = new EnumMap<>(RefusalReason.class);

    public Refusals(EventLog log) {
        this.log = log;
        for (var reason : RefusalReason.values()) {
            counts.put(reason, new LongAdder());
            untold.put(reason, new Untold());
        }
    }

    /** Counts a refusal that the caller reports elsewhere. */
    public void count(RefusalReason reason) {
        of(counts, reason).increment();
    }

    /** Counts a refused connection from {@code address}, and logs it now or with the next {@link #tell}. */
    public void refuse(RefusalReason reason, String proto, String address) {
        count(reason);
        lock.lock();
        try {
            var pending = of(untold, reason);
            pending.count++;
            pending.proto = proto;
            pending.address = address;
            if (pending.toldLately) {
                return;
            }
            pending.toldLately = true;
            pending.count = 0;
        } finally {
            lock.unlock();
        }
        log.log(new ServerEvent.Refuse(reason, proto, address, 1));
    }

    /**
     * Logs the refusals that were not logged yet, one event per reason with the latest address. Called once per second.
     */
    public void tell() {
        for (var reason : RefusalReason.values()) {
            var event = take(reason);
            if (event != null) {
                log.log(event);
            }
        }
    }

    /** Returns the number of refusals by reason. */
    public Map<RefusalReason, Long> counts() {
        var sums = new EnumMap<RefusalReason, Long>(RefusalReason.class);
        counts.forEach((reason, count) -> sums.put(reason, count.sum()));
        return sums;
    }

    private ServerEvent.@Nullable Refuse take(RefusalReason reason) {
        lock.lock();
        try {
            var pending = of(untold, reason);
            long count = pending.count;
            pending.count = 0;
            pending.toldLately = count > 0;
            return count == 0 || pending.proto == null || pending.address == null
                    ? null
                    : new ServerEvent.Refuse(reason, pending.proto, pending.address, count);
        } finally {
            lock.unlock();
        }
    }

    private static <T> T of(Map<RefusalReason, T> map, RefusalReason reason) {
        var value = map.get(reason);
        if (value == null) {
            throw new IllegalStateException("no " + reason);
        }
        return value;
    }
}
