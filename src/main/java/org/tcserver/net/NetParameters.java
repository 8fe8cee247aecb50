package org.tcserver.net;

import java.time.Duration;

/** What is tuned in this room. */
final class NetParameters {
    /** Bytes composed or read at a time. */
    static final int SCRATCH_BYTES = 64 * 1024;
    /** Connections that may wait for accept. */
    static final int LISTEN_BACKLOG = 1024;
    /** Writers served before the loop looks at its sockets again. */
    static final int WRITERS_PER_TURN = 128;
    /** How often writers that wait for something else than the socket are looked at. */
    static final Duration REVISIT_PERIOD = Duration.ofMillis(20);
    /** Idle seconds before the first keep-alive probe. */
    static final int KEEP_ALIVE_SECONDS = 30;
    /** How long accepting pauses when the process has run out of descriptors. */
    static final Duration ACCEPT_PAUSE = Duration.ofMillis(100);

    private NetParameters() {}
}
