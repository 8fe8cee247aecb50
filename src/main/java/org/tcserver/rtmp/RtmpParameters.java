package org.tcserver.rtmp;

import java.time.Duration;

/** What is tuned in an RTMP connection. */
final class RtmpParameters {
    /** Of what we send: how much of a video message may have to pass before audio overtakes the rest. */
    static final int CHUNK_BYTES = 16 * 1024;
    /** What the rest of a chunk and a ping behind it take at most. */
    static final int PING_ROOM_BYTES = CHUNK_BYTES + 64;
    /** Of what we send over rtmp-simple: any message in one chunk. */
    static final int SIMPLE_CHUNK_BYTES = 0x01000000;
    /** The window that a client is told at first: so large that it holds up no publisher. */
    static final int ANNOUNCED_WINDOW = 2_500_000;
    /** librtmp acknowledges every tenth of the peer bandwidth, others every window or half of it. */
    static final int PEER_BANDWIDTH_PER_ACK_WINDOW = 10;
    /** About what a connection takes beside its socket and its session, in bytes. */
    static final int CONNECTION_BYTES = 8 * 1024;
    /** What is read at a time where little is to be read. */
    static final int SMALL_BUFFER_BYTES = 4 * 1024;
    /** How often a publisher whose viewers are all full is looked at. */
    static final Duration CONGESTION_PAUSE = Duration.ofMillis(1);
    /** How often queues are looked through that perhaps nobody else looks at. */
    static final Duration SWEEP_PERIOD = Duration.ofSeconds(1);
    /** For how long a client may leave so much of what may not be dropped that nothing else gets into its queue. */
    static final Duration STALL_LIMIT = Duration.ofSeconds(10);
    /** How long a closed connection's last bytes may take to be sent, and to be followed by the peer's own close. */
    static final Duration LINGER = Duration.ofSeconds(5);

    private RtmpParameters() {}
}
