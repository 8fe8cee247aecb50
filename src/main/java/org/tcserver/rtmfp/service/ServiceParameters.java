package org.tcserver.rtmfp.service;

import java.time.Duration;

/** What is tuned in this room. */
final class ServiceParameters {
    /** About what a session takes beside its flows, in bytes. */
    static final int SESSION_BYTES = 16 * 1024;
    /** Key agreements that may wait; whoever comes then has to ask again. */
    static final int KEYINGS_WAITING = 16;
    /** Sessions served before datagrams and tasks have their turn again. */
    static final int SESSIONS_PER_TURN = 128;
    /** How often queues are looked at that nobody else looks at. */
    static final Duration SWEEP_PERIOD = Duration.ofSeconds(1);
    /** Connections in one session, where several are allowed. */
    static final int CONNECTIONS_PER_SESSION = 64;
    /** From one attempt to reach a redirector to the next. */
    static final Duration REDIRECTOR_RETRY = Duration.ofSeconds(30);
    /** How long a redirector may leave unanswered what was sent. */
    static final Duration REDIRECTOR_RETRANSMIT_LIMIT = Duration.ofSeconds(10);
    /** How often a redirector is told of the load at most. */
    static final Duration LOAD_FACTOR_PERIOD = Duration.ofSeconds(1);

    private ServiceParameters() {}
}
