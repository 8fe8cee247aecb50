package org.tcserver.window;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

/** The tunables of {@link SendWindow}, its parts, and {@link WindowedWriter}. */
final class SendWindowParameters {
    /** The most by which bytes in flight may outlast the base round trip, whatever the server's option allows. */
    static final long MAX_EXTRA_DELAY_NANOS = MILLISECONDS.toNanos(500);

    /** The least: with none at all the window could never grow beyond what it is. */
    static final long MIN_EXTRA_DELAY_NANOS = MILLISECONDS.toNanos(50);

    /** What may always be in flight. */
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

    /** How often acknowledgements are wished for while the bandwidth is unknown. */
    static final int INITIAL_ACK_WINDOW = 4 << 10;

    /** The bounds of the wish while bytes pile up, then a quarter of what the extra delay allows in flight. */
    static final int MIN_ACK_WINDOW = 4 << 10;

    static final int MAX_ACK_WINDOW = 128 << 10;
    static final int ACK_WINDOWS_PER_EXTRA_DELAY = 4;

    /** The wish while nothing piles up: 1.2 acknowledgements a second at 2.5 Mbit/s, 2.4 from FFmpeg. */
    static final int CALM_ACK_WINDOW = 256 << 10;

    /** Nothing must have piled up for so long, and while so many bytes were acknowledged, to call it calm. */
    static final long CALM_NANOS = SECONDS.toNanos(5);

    static final int CALM_BYTES = 256 << 10;

    /** By how much a client may be ahead of what was sent: some count RTMP's handshake, S0, S1 and S2. */
    static final int MISCOUNT_SLACK = 1 + 2 * 1536;

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

    /** An acknowledgement that comes so soon after a stall was ended (and a round trip) had been waiting for that. */
    static final long PROMPT_NANOS = MILLISECONDS.toNanos(100);

    /** What the kernel may hold, of which half is set as {@code SO_SNDBUF}, as Linux doubles it. */
    static final int MIN_KERNEL_BYTES = 32 << 10;

    static final int INITIAL_KERNEL_BYTES = 64 << 10;
    static final int MAX_KERNEL_BYTES = 1 << 20;

    private SendWindowParameters() {}
}
