package org.tcserver.event;

import org.jspecify.annotations.Nullable;

/** Something that happened, as the event log tells it. Immutable. */
public sealed interface Event permits ServerEvent, TlsEvent, AppEvent, ClientEvent, StreamEvent {
    /** The value of the member {@code @type}. */
    String type();

    /** Adds what this event carries beyond the common members. */
    void describe(Members members);

    /** Whether this event of a client is written even if the client causes too many. */
    default boolean isEssential() {
        return false;
    }

    /** The address from which this event was caused, by a peer that is no client; null if it was not. */
    default @Nullable String stranger() {
        return null;
    }

    /** Whether only a log that was asked to be verbose writes it. */
    default boolean verboseOnly() {
        return false;
    }
}
