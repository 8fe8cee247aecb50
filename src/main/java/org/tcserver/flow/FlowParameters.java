package org.tcserver.flow;

import java.time.Duration;

/** What connections over flows are limited to. */
final class FlowParameters {
    /** How long what is queued may take to reach a client that is being closed. */
    static final Duration LINGER = Duration.ofSeconds(10);

    /** How long a publisher that is too fast pauses before it is looked at again. */
    static final Duration CONGESTION_PAUSE = Duration.ofMillis(20);

    private FlowParameters() {}
}
