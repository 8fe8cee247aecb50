package org.tcserver.rtmfp;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What RFC 7016 leaves open or recommends, and the limits on what peers can make us hold. */
final class RtmfpParameters {
    /** The longest datagram of session startup that is sent whole (before encryption); longer ones go in fragments. */
    static final int MAX_STARTUP_PACKET_BYTES = 1200;

    /** What may be sent during startup at once where nothing is known of the path (§3.4). */
    static final int MAX_STARTUP_BYTES = 4380;

    static final long OPEN_TIMEOUT_NANOS = seconds(95);
    static final long COOKIE_LIFETIME_MILLIS = 95_000;
    static final long STARTUP_FIRST_INTERVAL_NANOS = seconds(1);
    static final long STARTUP_BACKOFF_NANOS = millis(1500);
    static final int REDIRECT_THRESHOLD = 24;
    static final int TAG_BYTES = 16;

    /** Longer tags of others are not echoed. */
    static final int MAX_TAG_BYTES = 256;

    /**
     * Shorter datagrams with a hello are not answered, since an answer is several times as long. Every known client sends
     * at least this: librtmfp 36 bytes, others 52, because a tag has 16 bytes.
     */
    static final int MIN_HELLO_BYTES = 36;

    /** How many answers at once go to addresses of one network that may be forged. */
    static final int ANSWER_BURST = 1000;

    /** How often such an answer is allowed in the long run: 250 times a second. */
    static final long ANSWER_INTERVAL_NANOS = millis(4);

    /** Where else somebody may be reached: more are not told. */
    static final int MAX_REDIRECT_ADDRESSES = 12;

    /** Packets of a session that may come before the answer to the keying was computed. */
    static final int MAX_EARLY_PACKETS = 18;

    /** How many handshakes of ours may be under way. */
    static final int MAX_OPENINGS = 1024;

    static final int MAX_SESSIONS = 65_536;

    static final long KEEPALIVE_NANOS = seconds(10);

    /** How long a session is kept whose address somebody else uses, if nothing comes from it. */
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

    /** What an acknowledgement may take beside two round trips, which are measured in ticks. */
    static final long PROBE_ALLOWANCE_NANOS = millis(10);

    /** The Sender Maximum Segment Size of Appendix A: about one full chunk of user data. */
    static final int SMSS = 1160;

    static final int CWND_INIT = 3 * SMSS;
    static final int CWND_TIMED_OUT = SMSS;
    static final int SCALABLE_WINDOW = 67_200;
    static final long TIME_CRITICAL_NANOS = millis(800);

    /** A smoothed round trip shorter than this is no sign of congestion. */
    static final long MIN_CONGESTED_RTT_NANOS = millis(32);

    /** The base RTT is the shortest of so many periods of this length. */
    static final long BASE_RTT_PERIOD_NANOS = seconds(30);

    static final int BASE_RTT_PERIODS = 6;

    static final long PROBE_FIRST_INTERVAL_NANOS = seconds(1);
    static final long PROBE_LAST_INTERVAL_NANOS = seconds(60);
    static final double PROBE_BACKOFF = 1.4142;

    static final long RECEIVE_LINGER_NANOS = seconds(120);
    static final int MAX_METADATA_BYTES = 512;

    /** What a sender may assume that a receiver can take, before it is told. */
    static final int INITIAL_RECEIVE_WINDOW = 65_536;

    /** The longest message: RTMP's 16 MiB and what precedes it in a flow. */
    static final int MAX_MESSAGE_BYTES = (1 << 24) + 16;

    /** What a receiving flow takes; while it is suspended the lower number counts. */
    static final int RECEIVE_CAPACITY = MAX_MESSAGE_BYTES + (1 << 18);

    static final int SUSPENDED_RECEIVE_CAPACITY = 1 << 18;

    /** What all receiving flows of a session may hold together. */
    static final long SESSION_RECEIVE_LIMIT = 3L << 23;

    /** The same before the far end has proved to be a client: a command of 64 KiB, in fragments. */
    static final long EARLY_RECEIVE_LIMIT = 1L << 17;

    /** Receiving flows before that: the control flow and eight more. */
    static final int MAX_EARLY_FLOWS = 9;

    /** About what keeping a receiving flow takes, beside its gaps and its fragments. */
    static final int FLOW_OVERHEAD = 512;

    /** About what keeping a fragment takes beside its data. */
    static final int FRAGMENT_OVERHEAD = 128;

    /** Receiving flows of a session, those included that linger. */
    static final int MAX_RECEIVING_FLOWS = 4096;

    static final int MAX_SENDING_FLOWS = 8192;

    /** How far sequence numbers may run ahead of what is complete; beyond, fragments are as good as lost. */
    static final long MAX_SEQUENCE_SPAN = 65_536;

    /** How many separate ranges of sequence numbers a flow keeps; likewise. */
    static final int MAX_SEQUENCE_RANGES = 256;

    /** Long ones look for the longest packet that the path takes (§3.5.4.3). */
    static final int MAX_PING_BYTES = 8192;

    static final long MOBILITY_INTERVAL_NANOS = seconds(1);
    static final long MOBILITY_LIFETIME_NANOS = seconds(120);

    /** Fragmented startup packets under way, from anybody: the oldest gives way. */
    static final int MAX_REASSEMBLIES = 32;

    static final int MAX_REASSEMBLED_BYTES = 8192;
    static final long REASSEMBLY_PROGRESS_NANOS = seconds(1);
    static final long REASSEMBLY_TIMEOUT_NANOS = seconds(60);

    /** Forwarded initiator hellos towards one session within a second. */
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
