package org.tcserver.hub;

import org.jspecify.annotations.Nullable;

/**
 * Who a client is, and what it may do. Immutable.
 *
 * @param connectionId lower-case hexadecimal digits
 * @param app the name of the App it connects to, perhaps empty
 * @param publisherName what others may know it by, perhaps empty
 * @param exclusiveUser the whole user name if an older client of that name in that App must go, else null
 * @param maxPriority that it may publish with, and below which it may release what others publish
 */
public record ClientIdentity(
        String connectionId,
        String app,
        String publisherName,
        @Nullable String exclusiveUser,
        double maxPriority) {}
