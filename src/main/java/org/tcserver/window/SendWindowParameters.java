package org.tcserver.window;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

/** The tunables of {@link SendWindow}, its parts, and {@link WindowedWriter}. */
final class SendWindowParameters {
    /** The most by which bytes in flight may outlast the base round trip, whatever the server's option allows. */
    static final long MAX_EXTRA_DELAY_NANOS = MILLISECONDS.toNanos(500);

    /** The least: with none at all the window could never grow beyond what it is. */
    static final long MIN_EXTRA_DELAY_NANOS = MILLISECONDS.toNanos(50);

    /** The number of bytes that may always be in flight. */
    static final int MIN_IN_FLIGHT = 16 << 10;

    /** What may be in flight beyond a step of acknowledgements, so that the next one comes before the window closes. */
    static final int STEP_MARGIN = 8 << 10;

    /** Less room than this is not worth a write. */
    static final int MIN_ALLOWANCE = 2 << 10;

    /** How long an open window needs no reckoning, unless something happens. */
    static final long CALM_CHECK_NANOS = MILLISECONDS.toNanos(50);

    /** A longer base round trip is not believed: it was queueing. */
    static final long MAX_BASE_ROUND_TRIP_NANOS = SECONDS.toNanos(1);

    /** The kernel's buffer is made for a path at least so long: the base round trip may be unknown, or false. */
    static final long ASSUMED_ROUND_TRIP_NANOS = MILLISECONDS.toNanos(250);

    /** Of the extra delay, the share for which the kernel may hold bytes where nothing tells what the client holds. */
    static final int KERNEL_SHARE_OF_EXTRA_DELAY = 8;

    /** How far apart pings and acknowledgements are while the bandwidth is unknown. */
    static final int INITIAL_INTERVAL = 4 << 10;

    /** The bounds of the same while bytes pile up. */
    static final int MIN_INTERVAL = 4 << 10;

    static final int MAX_INTERVAL = 128 << 10;

    /** The same while nothing piles up: 2.4 answers a second at 2.5 Mbit/s. */
    static final int CALM_INTERVAL = 128 << 10;

    /** How often a client is asked to acknowledge that may count wrongly. */
    static final long DOUBTFUL_INTERVAL_NANOS = MILLISECONDS.toNanos(50);

    /** Pings that may await an answer: a power of two. */
    static final int REMEMBERED_PINGS = 64;

    /** After so many pings without any answer they are sent rarely: the client may not know them. */
    static final int HOPEFUL_PINGS = 8;

    /** Half of how long an answer is waited for while the bandwidth is unknown. */
    static final long UNKNOWN_PING_NANOS = MILLISECONDS.toNanos(60);

    /** How long the first answer is waited for before the client is asked to acknowledge. */
    static final long PING_GRACE_NANOS = MILLISECONDS.toNanos(250);

    /** A client that answered so many pings in a row is measured by its answers. */
    static final int ENOUGH_ANSWERS = 4;

    /** A client that answered so many in a row is expected to answer each. */
    static final int TRUSTED_ANSWERS = 64;

    /** Nothing must have piled up for so long, and while so many bytes were acknowledged, to call it calm. */
    static final long CALM_NANOS = SECONDS.toNanos(5);

    static final int CALM_BYTES = 256 << 10;

    /** By how much a client may be ahead of what was sent: some count RTMP's handshake, S0, S1 and S2. */
    static final int MISCOUNT_SLACK = 1 + 2 * 1536;

    /** An acknowledgement of fewer new bytes is useless; after so many in a row none is believed. */
    static final int LEAST_ACK_STEP = 64;

    static final int MOST_USELESS_ACKS = 5;

    /** Acknowledgements of which the longest step says at what intervals the client sends them. */
    static final int REMEMBERED_STEPS = 4;

    /** Over how long a rate is measured at least, and of how many measurements the best one counts. */
    static final long RATE_PERIOD_NANOS = MILLISECONDS.toNanos(200);

    /** Over how long the kernel's drain is measured at least; longer, as long paths drain by fits and starts. */
    static final long DRAIN_PERIOD_NANOS = MILLISECONDS.toNanos(600);

    static final int REMEMBERED_RATES = 5;

    /** A closed window opens after four times the time in which an acknowledgement was due, within these bounds. */
    static final int STALL_FACTOR = 4;

    static final long MIN_STALL_NANOS = SECONDS.toNanos(3);
    static final long MAX_STALL_NANOS = SECONDS.toNanos(10);

    /**
     * The same beyond the base round trip where silence may mean that the client counts wrongly. Frames of a superseded
     * picture group survive a wait of 100 ms by default.
     */
    static final long MIN_DOUBT_NANOS = MILLISECONDS.toNanos(40);

    static final long MAX_DOUBT_NANOS = MILLISECONDS.toNanos(100);

    /** An acknowledgement that comes so soon after a stall was ended (and a round trip) had been waiting for that. */
    static final long PROMPT_NANOS = MILLISECONDS.toNanos(100);

    /** What the kernel may hold, of which half is set as {@code SO_SNDBUF}, as Linux doubles it. */
    static final int MIN_KERNEL_BYTES = 16 << 10;

    static final int INITIAL_KERNEL_BYTES = 64 << 10;
    static final int MAX_KERNEL_BYTES = 1 << 20;

    /** The least that is worth a write of its own. */
    static final int MIN_PORTION = 8 << 10;

    /** Of the shortest lifetime of what a client plays, the share for which bytes may wait on the way. */
    static final int DELAY_SHARE_OF_LIFETIME = 5;

    private SendWindowParameters() {}
}
