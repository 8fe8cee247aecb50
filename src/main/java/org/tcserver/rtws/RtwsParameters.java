package org.tcserver.rtws;

import java.time.Duration;

/** What is tuned in RTWebSocket, and the limits on what a client can make us hold. */
final class RtwsParameters {
    /** User data in one message of ours: so much of a video message may have to pass before audio overtakes the rest. */
    static final int FRAGMENT_BYTES = 1400;
    /** Both sides send acknowledgements so often at least, until they are told otherwise; and never asked for more often. */
    static final int INITIAL_ACK_WINDOW = 2800;
    /** What may be sent in a flow before the receiver has said how much it has room for. */
    static final int INITIAL_BUFFER = 65_536;
    /** What a receiving flow has room for; while it is suspended, less what waits. */
    static final int RECEIVE_CAPACITY = 2_097_151;
    /** The longest message of a flow: RTMP's 16 MiB and what precedes it. */
    static final int MAX_MESSAGE_BYTES = (1 << 24) + 16;
    /** What may wait in a suspended flow: all that the far end may have sent before it noticed. */
    static final int MAX_SUSPENDED_BYTES = MAX_MESSAGE_BYTES + 2 * RECEIVE_CAPACITY;
    /** An acknowledgement may wait for others at most so long; 250 ms is the limit. */
    static final Duration ACK_DELAY = Duration.ofMillis(200);

    static final int MAX_METADATA_BYTES = 512;
    static final int MAX_PING_BYTES = 1000;
    static final int MAX_RECEIVING_FLOWS = 4096;
    static final int MAX_SENDING_FLOWS = 8192;
    /** What may wait of answers and acknowledgements for a client that does not read. */
    static final int MAX_CONTROL_BYTES = 256 * 1024;
    /** Flows from a client before {@code connect}: the control flow and eight more. */
    static final int MAX_EARLY_FLOWS = 9;
    /** The longest message before {@code connect}. */
    static final int MAX_EARLY_MESSAGE_BYTES = 64 * 1024;
    /** About what a flow takes in one direction, in bytes. */
    static final int FLOW_BYTES = 512;
    /** About what a connection takes beside its socket and its flows, in bytes. */
    static final int CONNECTION_BYTES = 14 * 1024;
    /** What is read at a time where little is to be read. */
    static final int SMALL_BUFFER_BYTES = 4 * 1024;
    /** How often queues are looked through that perhaps nobody else looks at. */
    static final Duration SWEEP_PERIOD = Duration.ofSeconds(1);
    /** How long a closed connection's last bytes may take to be sent, and to be followed by the peer's own close. */
    static final Duration LINGER = Duration.ofSeconds(5);
    /** Of what a proxy forwarded for, so much is shown. */
    static final int MAX_FORWARDED_FOR_CHARS = 256;

    private RtwsParameters() {}
}
