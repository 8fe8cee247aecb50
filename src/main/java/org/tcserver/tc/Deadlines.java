package org.tcserver.tc;

import org.tcserver.time.Clock;

/**
 * The deadlines of a message, in {@link Clock#nanos()}. Immutable.
 *
 * @param startBy a message that has not started by then is dropped whole
 * @param finishBy a message that is not finished by then is abandoned, if the transport supports that
 * @param maxQueueAgeNanos a new message is dropped if the oldest unsent one has waited longer
 */
public record Deadlines(long startBy, long finishBy, long maxQueueAgeNanos) {
    /** No deadlines, for messages that are never dropped: commands, data and init messages. */
    public static final Deadlines NONE = new Deadlines(Clock.NEVER, Clock.NEVER, Clock.NEVER);
}
