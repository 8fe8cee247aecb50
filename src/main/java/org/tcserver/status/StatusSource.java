package org.tcserver.status;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tcserver.metrics.Exposition;

/**
 * The data for the status pages. Immutable; all parts are thread-safe.
 *
 * @param metrics writes all metrics
 * @param unready returns the reason why the server should receive no new clients, or null
 * @param listings by name
 * @param hosts protects the listings against DNS rebinding
 */
public record StatusSource(
        Consumer<Exposition> metrics,
        Supplier<@Nullable String> unready,
        Health health,
        Map<String, Listing> listings,
        HostRule hosts) {}
