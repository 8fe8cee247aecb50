package org.tcserver.session;

import org.jspecify.annotations.Nullable;

/** What becomes of a {@code connect}. Immutable. */
sealed interface Admission {
    /**
     * The client may connect.
     *
     * @param userName the whole name that it authenticated with, if it did with one
     * @param authToken what proves to the client that the server knows its token, if it can be proved
     */
    record Granted(
            UserProperties user,
            @Nullable String userName,
            @Nullable String authToken) implements Admission {}

    /**
     * The client may not connect.
     *
     * @param reason for the event log
     * @param description for the client
     */
    record Refused(String reason, String description) implements Admission {}
}
