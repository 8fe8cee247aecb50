package org.tcserver.status;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tcserver.metrics.Exposition;

/**
 * What a server has to tell. Immutable; all of it is thread-safe.
 *
 * @param metrics writes all figures
 * @param unready answers why the server should be sent no new clients; null if it may
 * @param listings by their names
 * @param hosts guards them against DNS rebinding
 */
public record StatusSource(
        Consumer<Exposition> metrics,
        Supplier<@Nullable String> unready,
        Health health,
        Map<String, Listing> listings,
        HostRule hosts) {}
