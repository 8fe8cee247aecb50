package org.tcserver.hub;

/** What became of a {@code publish}. Immutable. */
public sealed interface PublishResult {
    /** The stream is being published. */
    record Granted(Publication publication) implements PublishResult {}

    /** It is not. */
    enum Refused implements PublishResult {
        /** The name may not be published, or is being published at the same or a higher priority. */
        BAD_NAME,
        /** As many streams are being published as may be. */
        TOO_MANY
    }
}
