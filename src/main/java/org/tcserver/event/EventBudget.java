package org.tcserver.event;

import java.util.SortedMap;
import java.util.TreeMap;
import org.tcserver.time.TokenBucket;

/** A budget of events, with the number of suppressed ones by type. Not thread-safe. */
final class EventBudget {
    private final TokenBucket tokens;
    private SortedMap<String, Long> suppressed = new TreeMap<>();

    EventBudget(TokenBucket tokens) {
        this.tokens = tokens;
    }

    TokenBucket tokens() {
        return tokens;
    }

    void suppress(String type, long count) {
        suppressed.merge(type, count, Long::sum);
    }

    /** Returns whether events were suppressed since the last {@link #takeSuppressed}. */
    boolean hasSuppressed() {
        return !suppressed.isEmpty();
    }

    /** Returns the number of suppressed events since the last call, by type. */
    SortedMap<String, Long> takeSuppressed() {
        var taken = suppressed;
        suppressed = new TreeMap<>();
        return taken;
    }
}
