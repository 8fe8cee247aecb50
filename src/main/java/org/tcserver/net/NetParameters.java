package org.tcserver.net;

import java.time.Duration;

/** What is tuned in this room. */
final class NetParameters {
    /** Bytes read at a time where nobody is interested in them any more. */
    static final int DRAIN_BYTES = 4 * 1024;
    /** Bytes composed or read at a time. */
    static final int SCRATCH_BYTES = 64 * 1024;
    /** The same for a reader when too many large buffers are lent. */
    static final int SMALL_READ_BYTES = 4 * 1024;
    /** As much in TLS records, and room for one more, which the JDK's engine insists on. */
    static final int SEALED_BYTES = 2 * SCRATCH_BYTES;
    /** TLS records opened before others have their turn: most of a client's could be empty. */
    static final int RECORDS_PER_READ = 32;
    /** How long a reader pauses for others to have their turn. */
    static final long PAUSE_NANOS = 1000;
    /** Connections that may wait for accept. */
    static final int LISTEN_BACKLOG = 1024;
    /** Writers served before the loop looks at its sockets again. */
    static final int WRITERS_PER_TURN = 128;
    /** Datagrams taken from a socket before others have their turn. */
    static final int DATAGRAMS_PER_TURN = 128;
    /** The longest datagram there is. */
    static final int DATAGRAM_BYTES = 65_536;
    /** Asked for in both directions; the system may grant less. */
    static final int UDP_BUFFER_BYTES = 4 * 1024 * 1024;
    /** How often writers that wait for something else than the socket are looked at. */
    static final Duration REVISIT_PERIOD = Duration.ofMillis(20);
    /** Idle seconds before the first keep-alive probe. */
    static final int KEEP_ALIVE_SECONDS = 30;
    /** Addresses whose rate of connecting is remembered; each takes some 200 bytes. */
    static final int RATED_ADDRESSES = 65_536;
    /** The longest PROXY header of version 2 with all that is appended to it; some proxies append certificates' names. */
    static final int MAX_PROXY_HEADER_BYTES = 4096;
    /** How often at most it is said that the process has run out of descriptors. */
    static final Duration STARVATION_REPORT_PERIOD = Duration.ofMinutes(1);
    /** How long accepting pauses when the process has run out of descriptors. */
    static final Duration ACCEPT_PAUSE = Duration.ofMillis(100);
    /** About what a connection takes beside its protocol's objects: socket, thread, counters, session; in bytes. */
    static final int CONNECTION_BYTES = 8 * 1024;
    /** About what TLS adds to that: an engine, and buffers for a record each way. */
    static final int TLS_BYTES = 64 * 1024;
    /** How long a reactor's end is waited for. */
    static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private NetParameters() {}
}
