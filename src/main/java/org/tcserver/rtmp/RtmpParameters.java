package org.tcserver.rtmp;

import java.time.Duration;

/** Tuning parameters of an RTMP connection. */
final class RtmpParameters {
    /** The server's chunk size. At most this much of a video message precedes newly queued audio. */
    static final int CHUNK_BYTES = 16 * 1024;
    /** The room for the rest of a chunk and a ping after it. */
    static final int PING_ROOM_BYTES = CHUNK_BYTES + 64;
    /** The server's chunk size over rtmp-simple, where any message fits into one chunk. */
    static final int SIMPLE_CHUNK_BYTES = 0x01000000;
    /** The initial window for a client, large enough never to delay a publisher. */
    static final int ANNOUNCED_WINDOW = 2_500_000;
    /**
     * The ratio of the peer bandwidth to the window. librtmp acknowledges every tenth of the bandwidth; others
     * acknowledge every window or half of it.
     */
    static final int PEER_BANDWIDTH_PER_ACK_WINDOW = 10;
    /** Approximate size of a connection without its socket and session, in bytes. */
    static final int CONNECTION_BYTES = 8 * 1024;
    /** The size of the read buffer during the handshake. */
    static final int SMALL_BUFFER_BYTES = 4 * 1024;
    /** The time between checks whether a paused publisher may continue. */
    static final Duration CONGESTION_PAUSE = Duration.ofMillis(1);
    /** How often to expire messages in idle queues. */
    static final Duration SWEEP_PERIOD = Duration.ofSeconds(1);
    /** The longest time that a client may leave its queue full of messages that must not be dropped. */
    static final Duration STALL_LIMIT = Duration.ofSeconds(10);
    /** The time that a closing connection has to send its last bytes and to receive the peer's close. */
    static final Duration LINGER = Duration.ofSeconds(5);

    private RtmpParameters() {}
}
