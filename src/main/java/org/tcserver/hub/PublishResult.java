package org.tcserver.hub;

/** The result of a {@code publish}. Immutable. */
public sealed interface PublishResult {
    /** The hub accepted the publication. */
    record Granted(Publication publication) implements PublishResult {}

    /** The hub refused the publication. */
    enum Refused implements PublishResult {
        /** The name cannot be published, or another client publishes it at the same or a higher priority. */
        BAD_NAME,
        /** The number of concurrent publications is at its limit. */
        TOO_MANY
    }
}
