package org.tcserver.rtws;

import java.time.Duration;

/** Tuning parameters of RTWebSocket, and limits on the memory that a client can use. */
final class RtwsParameters {
    /**
     * The user data in one message from the server. At most this much of a video message precedes newly queued audio.
     */
    static final int FRAGMENT_BYTES = 1400;
    /** The acknowledgement window of both sides until the other side sets one; also the smallest window. */
    static final int INITIAL_ACK_WINDOW = 2800;
    /** The bytes that a flow may send before its receiver advertises its buffer. */
    static final int INITIAL_BUFFER = 65_536;
    /** The advertised buffer of a receiving flow. While a flow is suspended, waiting messages reduce it. */
    static final int RECEIVE_CAPACITY = 2_097_151;
    /** The longest message of a flow: RTMP's 16 MiB and its head. */
    static final int MAX_MESSAGE_BYTES = (1 << 24) + 16;
    /**
     * The most that may wait in a suspended flow: everything the far end may send before it learns of the suspension.
     */
    static final int MAX_SUSPENDED_BYTES = MAX_MESSAGE_BYTES + 2 * RECEIVE_CAPACITY;
    /** The longest delay of an acknowledgement that waits for others. The protocol's limit is 250 ms. */
    static final Duration ACK_DELAY = Duration.ofMillis(200);

    static final int MAX_METADATA_BYTES = 512;
    static final int MAX_PING_BYTES = 1000;
    static final int MAX_RECEIVING_FLOWS = 4096;
    static final int MAX_SENDING_FLOWS = 8192;
    /** The largest queue of answers and acknowledgements for a client that does not read. */
    static final int MAX_CONTROL_BYTES = 256 * 1024;
    /** The number of flows from a client before {@code connect}: the control flow and eight more. */
    static final int MAX_EARLY_FLOWS = 9;
    /** The longest message before {@code connect}. */
    static final int MAX_EARLY_MESSAGE_BYTES = 64 * 1024;
    /** Approximate size of a flow in one direction, in bytes. */
    static final int FLOW_BYTES = 512;
    /** Approximate size of a connection without its socket and flows, in bytes. */
    static final int CONNECTION_BYTES = 14 * 1024;
    /** The size of the read buffer for requests. */
    static final int SMALL_BUFFER_BYTES = 4 * 1024;
    /** How often to expire messages in idle queues. */
    static final Duration SWEEP_PERIOD = Duration.ofSeconds(1);
    /** The time that a closing connection has to send its last bytes and to receive the peer's close. */
    static final Duration LINGER = Duration.ofSeconds(5);
    /** The part of an {@code X-Forwarded-For} header that the server displays. */
    static final int MAX_FORWARDED_FOR_CHARS = 256;

    private RtwsParameters() {}
}
