package org.tcserver.torture;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.tcserver.testing.LoggedEvent;

/** Counts the server's events, because there are too many to keep. Thread-safe. */
final class EventTally implements Predicate<LoggedEvent> {
    private static final Set<String> KEPT = Set.of("run", "listen", "rtmfp", "clients", "end");

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private volatile boolean keepsStats = true;

    /** Counts the event. Returns whether the server process keeps it. */
    @Override
    public boolean test(LoggedEvent event) {
        counts.computeIfAbsent(event.type(), type -> new LongAdder()).increment();
        return KEPT.contains(event.type()) || (keepsStats && event.is("stats"));
    }

    /** Selects whether to keep {@code stats} events. Under load they are too many to keep. */
    void keepStats(boolean keep) {
        keepsStats = keep;
    }

    long total() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    long of(String type) {
        var count = counts.get(type);
        return count == null ? 0 : count.sum();
    }

    Map<String, Long> counts() {
        var all = new TreeMap<String, Long>();
        counts.forEach((type, count) -> all.put(type, count.sum()));
        return all;
    }
}
