package org.tcserver.flow;

import java.time.Duration;

/** What connections over flows are limited to. */
final class FlowParameters {
    /** How long what is queued may take to reach a client that is being closed. */
    static final Duration LINGER = Duration.ofSeconds(10);

    /** How long a publisher that is too fast pauses before it is looked at again. */
    static final Duration CONGESTION_PAUSE = Duration.ofMillis(20);

    /** For how long a client may leave so much of what may not be dropped that nothing else gets into its queue. */
    static final Duration STALL_LIMIT = Duration.ofSeconds(10);

    /** Why a client is closed that leaves so much. */
    static final String TAKES_TOO_LITTLE = "the client takes too little of what may not be dropped";

    private FlowParameters() {}
}
