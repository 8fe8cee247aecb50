package org.tcserver.net;

import java.time.Duration;

/** Constants of this room. */
final class NetParameters {
    /** Bytes to read at a time when draining unwanted input. */
    static final int DRAIN_BYTES = 4 * 1024;
    /** Bytes to compose or read at a time. */
    static final int SCRATCH_BYTES = 64 * 1024;
    /** Bytes to read at a time when too many large buffers are lent. */
    static final int SMALL_READ_BYTES = 4 * 1024;
    /** Room for the TLS records of one scratch buffer, plus one more record, which the JDK's engine requires. */
    static final int SEALED_BYTES = 2 * SCRATCH_BYTES;
    /** TLS records to open before yielding to other connections: most of a client's records could be empty. */
    static final int RECORDS_PER_READ = 32;
    /** How long a reader pauses when it yields to others. */
    static final long PAUSE_NANOS = 1000;
    /** Maximum number of connections that wait for accept. */
    static final int LISTEN_BACKLOG = 1024;
    /** Writers to serve before the loop checks its sockets again. */
    static final int WRITERS_PER_TURN = 128;
    /** Datagrams to read from a socket before other work. */
    static final int DATAGRAMS_PER_TURN = 128;
    /** Maximum size of a datagram. */
    static final int DATAGRAM_BYTES = 65_536;
    /** Requested size of the UDP buffers in each direction; the system may grant less. */
    static final int UDP_BUFFER_BYTES = 4 * 1024 * 1024;
    /** How often to call writers that wait for something other than the socket. */
    static final Duration REVISIT_PERIOD = Duration.ofMillis(20);
    /** Idle seconds before the first keep-alive probe. */
    static final int KEEP_ALIVE_SECONDS = 30;
    /** Maximum number of addresses whose connection rate is remembered; each uses about 200 bytes. */
    static final int RATED_ADDRESSES = 65_536;
    /** Maximum length of a version 2 PROXY header including its fields; some proxies append certificate names. */
    static final int MAX_PROXY_HEADER_BYTES = 4096;
    /** Minimum interval between warnings that the process has run out of descriptors. */
    static final Duration STARVATION_REPORT_PERIOD = Duration.ofMinutes(1);
    /** How long accepting pauses when the process has run out of descriptors. */
    static final Duration ACCEPT_PAUSE = Duration.ofMillis(100);
    /**
     * Approximate memory of a connection without its protocol's objects, in bytes: socket, thread, counters and
     * session.
     */
    static final int CONNECTION_BYTES = 8 * 1024;
    /** Approximate additional memory for TLS: an engine, and a record buffer per direction. */
    static final int TLS_BYTES = 64 * 1024;
    /** How long to wait for a reactor to end. */
    static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private NetParameters() {}
}
