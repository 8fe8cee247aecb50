package org.tcserver.flow;

import java.time.Duration;

/** Limits of connections over flows. */
final class FlowParameters {
    /** The time that queued messages have to reach a client after the server closes the connection. */
    static final Duration LINGER = Duration.ofSeconds(10);

    /** The time between checks whether a paused publisher may continue. */
    static final Duration CONGESTION_PAUSE = Duration.ofMillis(20);

    /** The longest time that a client may leave its queue full of messages that must not be dropped. */
    static final Duration STALL_LIMIT = Duration.ofSeconds(10);

    /** The reason for disconnecting such a client. */
    static final String TAKES_TOO_LITTLE = "the client takes too little of what may not be dropped";

    private FlowParameters() {}
}
