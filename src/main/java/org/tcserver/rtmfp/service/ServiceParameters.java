package org.tcserver.rtmfp.service;

import java.time.Duration;

/** Tuning parameters of this room. */
final class ServiceParameters {
    /** Approximate size of a session without its flows, in bytes. */
    static final int SESSION_BYTES = 16 * 1024;
    /** The number of key agreements that may wait. Further clients have to retry. */
    static final int KEYINGS_WAITING = 16;
    /** The number of sessions served before datagrams and tasks are handled again. */
    static final int SESSIONS_PER_TURN = 128;
    /** How often to expire messages in idle queues. */
    static final Duration SWEEP_PERIOD = Duration.ofSeconds(1);
    /** The number of connections per session, where several are allowed. */
    static final int CONNECTIONS_PER_SESSION = 64;
    /** The interval between attempts to reach a redirector. */
    static final Duration REDIRECTOR_RETRY = Duration.ofSeconds(30);
    /** The longest time that a redirector may leave packets unanswered. */
    static final Duration REDIRECTOR_RETRANSMIT_LIMIT = Duration.ofSeconds(10);
    /** The shortest interval between load reports to a redirector. */
    static final Duration LOAD_FACTOR_PERIOD = Duration.ofSeconds(1);

    private ServiceParameters() {}
}
