package org.tcserver.pushav.ingest;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.pushav.ingest.Inventory.Item;

/**
 * Removes from one stream what is too old or too much, the oldest first. The manifests and inits of a session came first
 * and are needed to the last: they go with the last segment of their session. Confined to the thread that sweeps.
 */
final class Expiry {
    private static final Logger LOG = LoggerFactory.getLogger("uploads");

    private final PushStream stream;
    private final Retention retention;
    private long sweptChanges = -1;
    private Instant nextAt = Instant.MIN;

    Expiry(PushStream stream, Retention retention) {
        this.stream = stream;
        this.retention = retention;
    }

    /** Does what is due by now. */
    void sweep(Instant now) throws IOException {
        long changes = stream.changes();
        if (changes == sweptChanges && now.isBefore(nextAt)) {
            return;
        }
        var inventory = Inventory.of(stream.folder());
        var left = new Sweep(inventory, now).run();
        stream.forgetAttempts(at -> retention.isOver(at, now));
        sweptChanges = changes;
        nextAt = retention.maxAge().isZero() || left.isEmpty()
                ? now.plus(Duration.ofDays(1))
                : left.getFirst().at().plus(retention.maxAge());
    }

    private final class Sweep {
        private final Instant now;
        private final List<Item> items;
        private final Map<Long, Integer> segments = new HashMap<>();
        private long bytes;

        Sweep(Inventory inventory, Instant now) {
            this.now = now;
            items = inventory.items();
            bytes = inventory.bytes();
            items.forEach(item -> count(item, 1));
        }

        /** Answers what is left. */
        List<Item> run() throws IOException {
            long before = bytes;
            var left = pass(pass(items));
            if (left.size() < items.size()) {
                LOG.info(
                        "stream {}: {} files of {} bytes removed, as too old or too much",
                        stream.settings().id(),
                        items.size() - left.size(),
                        before - bytes);
            }
            return left;
        }

        private List<Item> pass(List<Item> candidates) throws IOException {
            var left = new ArrayList<Item>();
            for (var item : candidates) {
                if ((bytes > retention.maxBytes() || retention.isOver(item.at(), now)) && !isNeeded(item)) {
                    stream.expire(item);
                    bytes -= item.bytes();
                    count(item, -1);
                } else {
                    left.add(item);
                }
            }
            return left;
        }

        private boolean isNeeded(Item item) {
            var place = place(item);
            return place != null && place.kind() != MatterPath.Kind.SEGMENT && segments.containsKey(place.session());
        }

        private void count(Item item, int change) {
            var place = place(item);
            if (place != null && place.kind() == MatterPath.Kind.SEGMENT) {
                segments.merge(place.session(), change, (a, b) -> a + b == 0 ? null : a + b);
            }
        }

        /** The place of accepted content in a session; null for all else. */
        private static @Nullable MatterPath place(Item item) {
            var path = item.path();
            var place = path == null || item.refused() ? null : MatterPath.of(path);
            return place == null || !place.inSession() ? null : place;
        }
    }
}
