package org.tcserver.rtmfp;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Values that RFC 7016 leaves open or recommends, and limits on the memory that peers can use. */
final class RtmfpParameters {
    /** The longest startup packet, before encryption, that is sent whole; longer ones are fragmented. */
    static final int MAX_STARTUP_PACKET_BYTES = 1200;

    /** The most that startup may send at once on an unknown path (§3.4). */
    static final int MAX_STARTUP_BYTES = 4380;

    static final long OPEN_TIMEOUT_NANOS = seconds(95);
    static final long COOKIE_LIFETIME_MILLIS = 95_000;
    static final long STARTUP_FIRST_INTERVAL_NANOS = seconds(1);
    static final long STARTUP_BACKOFF_NANOS = millis(1500);
    static final int REDIRECT_THRESHOLD = 24;
    static final int TAG_BYTES = 16;

    /** The longest tag that the responder echoes. */
    static final int MAX_TAG_BYTES = 256;

    /**
     * The shortest datagram with a hello that gets an answer, because an answer is several times longer. Every known
     * client sends at least this: librtmfp 36 bytes, others 52, because a tag has 16 bytes.
     */
    static final int MIN_HELLO_BYTES = 36;

    /** The number of answers that may go at once to possibly forged addresses of one network. */
    static final int ANSWER_BURST = 1000;

    /** The long-term interval between such answers: 250 per second. */
    static final long ANSWER_INTERVAL_NANOS = millis(4);

    /** The number of additional addresses in a redirect. */
    static final int MAX_REDIRECT_ADDRESSES = 12;

    /** The number of packets of a session that are kept until the answer to the keying is computed. */
    static final int MAX_EARLY_PACKETS = 18;

    /** The number of sessions that the endpoint may be opening. */
    static final int MAX_OPENINGS = 1024;

    static final int MAX_SESSIONS = 65_536;

    static final long KEEPALIVE_NANOS = seconds(10);

    /** The time after which a silent session ends if another far end uses its address. */
    static final long DOUBT_NANOS = seconds(4);

    static final long RETRANSMIT_LIMIT_NANOS = seconds(30);
    static final long IDLE_LIMIT_NANOS = seconds(120);

    static final long CLOSE_INTERVAL_NANOS = seconds(5);
    static final long NEAR_CLOSE_NANOS = seconds(90);
    static final long FAR_CLOSE_LINGER_NANOS = seconds(19);

    static final long INITIAL_MRTO_NANOS = millis(250);
    static final long INITIAL_ERTO_NANOS = seconds(3);
    static final long MIN_ERTO_NANOS = millis(250);
    static final long MAX_ERTO_NANOS = seconds(10);
    static final double ERTO_BACKOFF = 1.4142;
    static final long ACK_ALLOWANCE_NANOS = millis(200);
    static final long MAX_ECHO_AGE_NANOS = seconds(128);
    static final long TIMESTAMP_TICK_NANOS = millis(4);

    static final long DELAYED_ACK_NANOS = millis(200);
    static final int OBLIGATORY_ACK_PACKETS = 2;
    static final int MAX_BURST_PACKETS = 6;
    static final int NAKS_FOR_LOSS = 3;

    /** The time that an acknowledgement may take beyond two round trips, which are measured in ticks. */
    static final long PROBE_ALLOWANCE_NANOS = millis(10);

    /** The Sender Maximum Segment Size of Appendix A: about one full chunk of user data. */
    static final int SMSS = 1160;

    static final int CWND_INIT = 3 * SMSS;
    static final int CWND_TIMED_OUT = SMSS;
    static final int SCALABLE_WINDOW = 67_200;
    static final long TIME_CRITICAL_NANOS = millis(800);

    /** The shortest smoothed round trip that can indicate congestion. */
    static final long MIN_CONGESTED_RTT_NANOS = millis(32);

    /** The length of a period. The base RTT is the shortest of {@link #BASE_RTT_PERIODS} periods. */
    static final long BASE_RTT_PERIOD_NANOS = seconds(30);

    static final int BASE_RTT_PERIODS = 6;

    static final long PROBE_FIRST_INTERVAL_NANOS = seconds(1);
    static final long PROBE_LAST_INTERVAL_NANOS = seconds(60);
    static final double PROBE_BACKOFF = 1.4142;

    static final long RECEIVE_LINGER_NANOS = seconds(120);
    static final int MAX_METADATA_BYTES = 512;

    /** The receive window that a sender assumes before the first acknowledgement. */
    static final int INITIAL_RECEIVE_WINDOW = 65_536;

    /** The longest message: RTMP's 16 MiB and its head in a flow. */
    static final int MAX_MESSAGE_BYTES = (1 << 24) + 16;

    /** The capacity of a receiving flow; the lower number applies while it is suspended. */
    static final int RECEIVE_CAPACITY = MAX_MESSAGE_BYTES + (1 << 18);

    static final int SUSPENDED_RECEIVE_CAPACITY = 1 << 18;

    /** The capacity of all receiving flows of a session. */
    static final long SESSION_RECEIVE_LIMIT = 3L << 23;

    /** The same before the far end is known as a client: enough for a command of 64 KiB in fragments. */
    static final long EARLY_RECEIVE_LIMIT = 1L << 17;

    /** The number of receiving flows before that: the control flow and eight more. */
    static final int MAX_EARLY_FLOWS = 9;

    /** Approximate size of a receiving flow without its gaps and fragments, in bytes. */
    static final int FLOW_OVERHEAD = 512;

    /** Approximate size of a buffered fragment without its data, in bytes. */
    static final int FRAGMENT_OVERHEAD = 128;

    /** The number of receiving flows per session, including lingering ones. */
    static final int MAX_RECEIVING_FLOWS = 4096;

    static final int MAX_SENDING_FLOWS = 8192;

    /** How far sequence numbers may be ahead of the complete ones. Fragments farther ahead count as lost. */
    static final long MAX_SEQUENCE_SPAN = 65_536;

    /** The number of separate ranges of sequence numbers per flow. Fragments that need more count as lost. */
    static final int MAX_SEQUENCE_RANGES = 256;

    /**
     * The longest ping that gets a reply. Long pings search for the largest packet that the path supports (§3.5.4.3).
     */
    static final int MAX_PING_BYTES = 8192;

    static final long MOBILITY_INTERVAL_NANOS = seconds(1);
    static final long MOBILITY_LIFETIME_NANOS = seconds(120);

    /** The number of fragmented startup packets from all sources. A new one evicts the oldest. */
    static final int MAX_REASSEMBLIES = 32;

    static final int MAX_REASSEMBLED_BYTES = 8192;
    static final long REASSEMBLY_PROGRESS_NANOS = seconds(1);
    static final long REASSEMBLY_TIMEOUT_NANOS = seconds(60);

    /** The number of hellos per second that are forwarded to one session. */
    static final int MAX_FORWARDS_PER_SECOND = 8;

    static final Duration DEFAULT_EXTRA_DELAY = Duration.ofSeconds(30);

    private RtmfpParameters() {}

    private static long seconds(long count) {
        return TimeUnit.SECONDS.toNanos(count);
    }

    private static long millis(long count) {
        return TimeUnit.MILLISECONDS.toNanos(count);
    }
}
