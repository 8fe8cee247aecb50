package org.tcserver.tc;

import org.tcserver.time.Clock;

/**
 * When a message stops being worth sending, in {@link Clock#nanos()}. Immutable.
 *
 * @param startBy not started by then: dropped whole
 * @param finishBy not finished by then: abandoned, where the transport can
 * @param maxQueueAgeNanos dropped on entry if the oldest unsent message before it has waited longer
 */
public record Deadlines(long startBy, long finishBy, long maxQueueAgeNanos) {
    /** For what is never dropped: commands, data, init messages. */
    public static final Deadlines NONE = new Deadlines(Clock.NEVER, Clock.NEVER, Clock.NEVER);
}
