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
 * Removes files that exceed a stream's age or size limit, oldest first. The manifests and init segments of a session
 * stay until its last segment is gone, because playback needs them. Confined to the sweeping thread.
 */
final class Expiry {
    private static final Logger LOG = LoggerFactory.getLogger("uploads");

    /** Number of paths to remove at once; uploads can proceed between the batches. */
    private static final int FEW = 100;

    private final PushStream stream;
    private Retention sweptRetention = Retention.ALL;
    private long sweptChanges = -1;
    private Instant nextAt = Instant.MIN;

    Expiry(PushStream stream) {
        this.stream = stream;
    }

    /** Removes the content that has expired by now. */
    void sweep(Retention retention, Instant now) throws IOException {
        forgetFailures();
        long changes = stream.changes();
        boolean isDue = changes != sweptChanges || !retention.equals(sweptRetention) || !now.isBefore(nextAt);
        if (retention.keepsAll() || !isDue) {
            return;
        }
        var left = new Sweep(stream.upkeep().inventory(), retention, now).run();
        stream.upkeep().forgetAttempts(at -> retention.isOver(at, now));
        sweptRetention = retention;
        sweptChanges = changes;
        nextAt = retention.maxAge().isZero() || left.isEmpty()
                ? now.plus(Duration.ofDays(1))
                : left.getFirst().at().plus(retention.maxAge());
    }

    /** Limits the memory that failed uploads use: forgets the oldest paths without accepted content. */
    private void forgetFailures() throws IOException {
        int gone = 0;
        for (int some = FEW; some == FEW; gone += some) {
            some = stream.upkeep().forgetFailures(Retention.MAX_FAILURES, FEW);
        }
        if (gone > 0) {
            LOG.info(
                    "stream {}: {} paths forgotten at which nothing was accepted: the newest {} are kept",
                    stream.settings().id(),
                    gone,
                    Retention.MAX_FAILURES);
        }
    }

    private final class Sweep {
        private final Retention retention;
        private final Instant now;
        private final List<Item> items;
        private final Map<Long, Integer> segments = new HashMap<>();
        private long bytes;

        Sweep(Inventory inventory, Retention retention, Instant now) {
            this.retention = retention;
            this.now = now;
            items = inventory.items();
            bytes = inventory.bytes();
            items.forEach(item -> count(item, 1));
        }

        /** Removes expired files, and returns the remaining ones. */
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
                    stream.upkeep().expire(item);
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

        /** Returns the place of accepted content in a session, or null for other files. */
        private static @Nullable MatterPath place(Item item) {
            var path = item.path();
            var place = path == null || item.refused() ? null : MatterPath.of(path);
            return place == null || !place.inSession() ? null : place;
        }
    }
}
