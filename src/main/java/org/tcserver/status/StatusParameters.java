package org.tcserver.status;

import java.time.Duration;

/** What is tuned in this room. */
final class StatusParameters {
    /** At once; more are closed as they come. */
    static final int MAX_CONNECTIONS = 32;
    /** From when a request is waited for until its answer is through. */
    static final Duration PATIENCE = Duration.ofSeconds(10);
    /** How long a client may take to close, once it was told that nothing more comes. */
    static final Duration LINGER = Duration.ofSeconds(1);
    /** What a request is read into. */
    static final int BUFFER_BYTES = 4 * 1024;
    /** How long a thread may take to show that it works. */
    static final Duration PULSE_LIMIT = Duration.ofSeconds(1);
    /** Entries of a list on one page, if the client does not say. */
    static final int DEFAULT_ENTRIES = 100;
    /** Entries of a list on one page at most. */
    static final int MAX_ENTRIES = 1000;
    /** A page that is longer gets no further entries. */
    static final int MAX_PAGE_BYTES = 1 << 20;

    private StatusParameters() {}
}
