package org.tcserver.hub;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.tcserver.tc.TcMessage;

/** The data messages that every new subscriber is to get, by name. Guarded by a stripe's lock. */
final class DataKeyframes {
    /** About what an entry takes beside its name and payload. */
    private static final int ENTRY_OVERHEAD = 96;

    private final Map<String, TcMessage> byName = new LinkedHashMap<>();
    private final int limit;
    private final CacheBudget.Share share;

    DataKeyframes(int limit, CacheBudget.Share share) {
        this.limit = limit;
        this.share = share;
    }

    /** Keeps {@code message} in place of the one before, if there is room. Answers whether it did. */
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
