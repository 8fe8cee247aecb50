package org.tcserver.server;

import java.time.Duration;

/** Constants that apply to the whole server. */
final class ServerParameters {
    /** Limit for messages queued for one client. Undroppable messages may reach twice as much. */
    static final long QUEUE_LIMIT_BYTES = 8L << 20;
    /** Fraction of the heap size for off-heap read buffers: one part in this number. */
    static final int HEAP_PER_READ_BUFFERS = 16;
    /** File descriptors for purposes other than client connections: listeners, selectors and files. */
    static final int OTHER_DESCRIPTORS = 100;
    /** How often to check time-based limits and to log refusals. */
    static final Duration LIMITS_PERIOD = Duration.ofSeconds(1);
    /** How often to check the certificate files for changes. */
    static final Duration TLS_REFRESH_PERIOD = Duration.ofSeconds(2);
    /** How long closing clients may take in an immediate stop. */
    static final Duration STOP_LIMIT = Duration.ofMillis(500);
    /** How often to check whether players have waited long enough for a publisher to return. */
    static final Duration HOLD_PERIOD = Duration.ofMillis(250);
    /** How often to log statistics when nothing happens. */
    static final Duration STATS_PERIOD = Duration.ofHours(1);
    /** Minimum interval between statistics logs while clients connect and disconnect. */
    static final Duration STATS_PACE = Duration.ofSeconds(1);
    /** Number of hexadecimal digits in the server name that appears in events. */
    static final int SERVER_NAME_DIGITS = 10;

    private ServerParameters() {}
}
