package org.tcserver.session;

import org.jspecify.annotations.Nullable;

/** The decision on a {@code connect}. Immutable. */
sealed interface Admission {
    /**
     * Allows the client to connect.
     *
     * @param userName the full name that the client authenticated with, or null
     * @param authToken proof for the client that the server knows its token, or null if the protocol has no nonce
     */
    record Granted(
            UserProperties user,
            @Nullable String userName,
            @Nullable String authToken) implements Admission {}

    /**
     * Refuses the client.
     *
     * @param reason for the event log
     * @param description for the client
     */
    record Refused(String reason, String description) implements Admission {}
}
