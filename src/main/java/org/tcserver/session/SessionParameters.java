package org.tcserver.session;

import java.time.Duration;

/** The tunables of sessions. */
final class SessionParameters {
    /** How many streams a client may have at a time; creating one more closes it. */
    static final int MAX_STREAMS = 1024;

    /** The highest stream ID; then those that were deleted are used again. So few that RTMP has chunk streams for all. */
    static final int MAX_STREAM_ID = 16_384;

    /** About what a stream takes with its ways out, in bytes. */
    static final int STREAM_BYTES = 2048;

    /** How many addresses of a {@code setPeerInfo} are kept. */
    static final int MAX_PEER_ADDRESSES = 64;

    /** A connection ID that is chosen at random, in bytes. */
    static final int RANDOM_CONNECTION_ID_LENGTH = 24;

    /** A client that may stay longer than this, in seconds, may stay for ever. */
    static final double MAX_TIMED_STAY_SECONDS = 3e9;

    /** The longest name of an App, which every event tells, and of a user, in characters. */
    static final int MAX_NAME_LENGTH = 4096;

    /** What only this server knows, for as long as it runs. */
    static final int SECRET_BYTES = 32;
    /** How long a client may take to answer a challenge. */
    static final long CHALLENGE_SECONDS = 60;
    /** How many answered challenges are remembered. */
    static final int MAX_ANSWERED_CHALLENGES = 10_000;

    /** A client that sends others too much is not read for so long at least, so that few timers do. */
    static final Duration SHORTEST_HOLD_UP = Duration.ofMillis(50);

    /** How often at most the log says that a client met a limit of its messages. */
    static final Duration LIMIT_REPORT_PERIOD = Duration.ofSeconds(1);

    /** How long a client that causes too many events is not read, until that is looked at again. */
    static final Duration OVERDRAWN_PAUSE = Duration.ofMillis(100);

    private SessionParameters() {}
}
