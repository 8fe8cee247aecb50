package org.tcserver.hub;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.tcserver.tc.TcMessage;

/** The data keyframes of a stream, by name. Every new subscriber receives all of them. Guarded by a stripe's lock. */
final class DataKeyframes {
    /** Approximate size of an entry in bytes, without its name and payload. */
    private static final int ENTRY_OVERHEAD = 96;

    private final Map<String, TcMessage> byName = new LinkedHashMap<>();
    private final int limit;
    private final CacheBudget.Share share;

    DataKeyframes(int limit, CacheBudget.Share share) {
        this.limit = limit;
        this.share = share;
    }

    /**
     * Keeps {@code message} and drops the previous one of that name. Returns false if there was no room; then neither
     * is kept.
     */
    boolean set(String name, TcMessage message) {
        var previous = byName.get(name);
        if (previous != null) {
            share.giveBack(cost(name, previous));
        }
        if ((previous == null && byName.size() >= limit) || !share.tryTake(cost(name, message))) {
            byName.remove(name);
            return false;
        }
        byName.put(name, message);
        return true;
    }

    void clear(String name) {
        var previous = byName.remove(name);
        if (previous != null) {
            share.giveBack(cost(name, previous));
        }
    }

    void clear() {
        byName.clear();
        share.giveBackAll();
    }

    void forEach(Consumer<TcMessage> action) {
        byName.values().forEach(action);
    }

    private static long cost(String name, TcMessage message) {
        return ENTRY_OVERHEAD + 2L * name.length() + message.payload().length();
    }
}
