package org.tcserver.session;

import java.time.Duration;

/** Tuning parameters of sessions. */
final class SessionParameters {
    /** The number of concurrent streams per client. A client that creates more is disconnected. */
    static final int MAX_STREAMS = 1024;

    /**
     * The highest stream ID, after which the IDs of deleted streams are reused. Low enough for RTMP to have chunk
     * streams for all.
     */
    static final int MAX_STREAM_ID = 16_384;

    /** Approximate size of a stream with its outlet, in bytes. */
    static final int STREAM_BYTES = 2048;

    /** The number of addresses that a {@code setPeerInfo} can set. */
    static final int MAX_PEER_ADDRESSES = 64;

    /** The length of a random connection ID, in bytes. */
    static final int RANDOM_CONNECTION_ID_LENGTH = 24;

    /** The longest timed stay, in seconds. A longer one is unlimited. */
    static final double MAX_TIMED_STAY_SECONDS = 3e9;

    /** The longest name of an App or user, in characters. Every event contains the App. */
    static final int MAX_NAME_LENGTH = 4096;

    /** The length of the server's secret, which is new at each start. */
    static final int SECRET_BYTES = 32;
    /** The time limit for answering a challenge, in seconds. */
    static final long CHALLENGE_SECONDS = 60;
    /** The number of answered challenges that the server remembers. */
    static final int MAX_ANSWERED_CHALLENGES = 10_000;

    /** The shortest pause in reading from a client that sends too much to others. Limits the number of timers. */
    static final Duration SHORTEST_HOLD_UP = Duration.ofMillis(50);

    /** The shortest interval between log events about one client's message limits. */
    static final Duration LIMIT_REPORT_PERIOD = Duration.ofSeconds(1);

    /** The pause in reading from a client that causes too many events, until the next check. */
    static final Duration OVERDRAWN_PAUSE = Duration.ofMillis(100);

    private SessionParameters() {}
}
