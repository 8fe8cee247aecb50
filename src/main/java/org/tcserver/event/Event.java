package org.tcserver.event;

/** Something that happened, as the event log tells it. Immutable. */
public sealed interface Event permits ServerEvent, AppEvent, ClientEvent, StreamEvent {
    /** The value of the member {@code @type}. */
    String type();

    /** Adds what this event carries beyond the common members. */
    void describe(Members members);

    /** Whether only a log that was asked to be verbose writes it. */
    default boolean verboseOnly() {
        return false;
    }
}
