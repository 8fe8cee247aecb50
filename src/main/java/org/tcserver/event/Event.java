package org.tcserver.event;

import org.jspecify.annotations.Nullable;

/** An event in the event log. Immutable. */
public sealed interface Event permits ServerEvent, TlsEvent, AppEvent, ClientEvent, StreamEvent {
    /** Returns the value of the member {@code @type}. */
    String type();

    /** Adds the members specific to this event. */
    void describe(Members members);

    /** Returns whether a client's event is written even if the client causes too many. */
    default boolean isEssential() {
        return false;
    }

    /** Returns the address of the peer, not yet a client, that caused this event; otherwise null. */
    default @Nullable String stranger() {
        return null;
    }

    /** Returns whether only a verbose log contains the event. */
    default boolean verboseOnly() {
        return false;
    }
}
