package org.tcserver.status;

import java.time.Duration;

/** Constants of this room. */
final class StatusParameters {
    /** Maximum number of open connections; further ones are closed at once. */
    static final int MAX_CONNECTIONS = 32;
    /** Time limit for a request, from the start of waiting until its response is written. */
    static final Duration PATIENCE = Duration.ofSeconds(10);
    /** How long a client may take to close after the server has closed its output. */
    static final Duration LINGER = Duration.ofSeconds(1);
    /** Size of the read buffer. */
    static final int BUFFER_BYTES = 4 * 1024;
    /** How long a thread may take to run a task before it counts as unhealthy. */
    static final Duration PULSE_LIMIT = Duration.ofSeconds(1);
    /** Default number of entries per page of a listing. */
    static final int DEFAULT_ENTRIES = 100;
    /** Maximum number of entries per page of a listing. */
    static final int MAX_ENTRIES = 1000;
    /** Size of a page beyond which no further entries are added. */
    static final int MAX_PAGE_BYTES = 1 << 20;

    private StatusParameters() {}
}
