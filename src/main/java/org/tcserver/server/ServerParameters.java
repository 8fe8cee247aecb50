package org.tcserver.server;

import java.time.Duration;

/** What is tuned for the server as a whole. */
final class ServerParameters {
    /** What may wait for one client; what may not be dropped may be twice as much. */
    static final long QUEUE_LIMIT_BYTES = 8L << 20;
    /** Buffers that are read into may take one part in so many of the heap's size, outside of the heap. */
    static final int HEAP_PER_READ_BUFFERS = 16;
    /** Descriptors for what is no client's connection: listeners, selectors, files. */
    static final int OTHER_DESCRIPTORS = 100;
    /** How often limits are looked at that nobody meets by himself, and refusals are told. */
    static final Duration LIMITS_PERIOD = Duration.ofSeconds(1);
    /** How often the certificate's files are looked at. */
    static final Duration TLS_REFRESH_PERIOD = Duration.ofSeconds(2);
    /** How long clients may take to be closed when the server stops at once. */
    static final Duration STOP_LIMIT = Duration.ofMillis(500);
    /** How often it is looked whether players wait long enough for a publisher to come back. */
    static final Duration HOLD_PERIOD = Duration.ofMillis(250);
    /** How often statistics are logged when nothing happens. */
    static final Duration STATS_PERIOD = Duration.ofHours(1);
    /** How often statistics are logged at most while clients come and go. */
    static final Duration STATS_PACE = Duration.ofSeconds(1);
    /** Hexadecimal digits of the name by which events tell servers apart. */
    static final int SERVER_NAME_DIGITS = 10;

    private ServerParameters() {}
}
