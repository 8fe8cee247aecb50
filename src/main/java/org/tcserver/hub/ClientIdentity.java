package org.tcserver.hub;

import org.jspecify.annotations.Nullable;

/**
 * The identity of a client and its permissions. Immutable.
 *
 * @param connectionId lower-case hexadecimal digits
 * @param app the name of the client's App, perhaps empty
 * @param publisherName the name that other clients see, perhaps empty
 * @param exclusiveUser the full user name if this client supersedes an older one of the same name in its App, else null
 * @param maxPriority the highest priority it may publish with; it may release publications of a lower priority
 */
public record ClientIdentity(
        String connectionId,
        String app,
        String publisherName,
        @Nullable String exclusiveUser,
        double maxPriority) {}
