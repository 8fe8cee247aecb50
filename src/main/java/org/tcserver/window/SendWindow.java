package org.tcserver.window;

import static org.tcserver.window.SendWindowParameters.*;

/**
 * Delay control: how many bytes may be handed to the socket now, so that what a slow client has not fetched waits in our
 * queue, where it can expire, and not in the kernel or in the client's receive buffer.
 *
 * <p><b>The law.</b> Bytes in flight are those that were sent and not yet acknowledged. They may be
 *
 * <pre>    bandwidth × base round trip + max(bandwidth × extra delay, step + 8 KiB), at least 16 KiB</pre>
 *
 * The rest of a message that has begun may go beyond that ({@link Outflow#fill}), since some clients acknowledge only
 * whole messages. Nothing new begins beyond it.
 *
 * <ul>
 *   <li><i>bandwidth</i> ({@link DeliveryRate}) is the best recent rate of acknowledged bytes. A window that is too small
 *       for the path is emptied within a round trip, so the rate measured calls for a larger one: it grows by
 *       (round trip + extra delay) / round trip each time, until the path is full and bytes wait on it.
 *   <li><i>base round trip</i> is the shortest time from sending a byte to its acknowledgement.
 *   <li><i>extra delay</i> is how long bytes may wait on the way: the server's threshold, at most half a second.
 *   <li><i>step</i> is how far apart acknowledgements may be: the longest of the last four steps, but no less than the
 *       window that we ask for. A client holds back up to a step, so less than that would wait for ever.
 * </ul>
 *
 * <p>An acknowledgement that is overdue lowers the bandwidth at once: the client has got less than a step in all that
 * time. So the window closes soon when a path slows down or fails.
 *
 * <p><b>Never stall.</b> Before the first acknowledgement there is no window at all, only the bounded kernel buffer
 * ({@link SendBuffer}). If the window is closed and acknowledgements fail to come for several times as long as they
 * should take (3 to 10 seconds), it is lifted until the next one. If that comes promptly the client had not been slow but
 * holding back: it was waiting for us. What was in flight then, doubled, counts as its step from then on, so a client
 * that counts wrongly stalls a few times and never again.
 *
 * <p><b>Few acknowledgements.</b> Each wakes a thread. While bytes arrive without waiting they are asked for every 256
 * KiB. Once bytes pile up (one took more than half the extra delay beyond the base round trip, an acknowledgement is
 * that much overdue, or the kernel was full for a while) they are asked for every eighth of a second's worth, until
 * five seconds pass in calm. A connection begins with the latter, to learn bandwidth and round trip.
 *
 * <p>Sequence numbers are 32 bits and wrap. Those that go backwards are ignored. Some clients count the handshake, so
 * they may be ahead of what was sent by as much; a client that is further ahead cannot count, is not listened to any
 * more, and has no window.
 *
 * <p>Confined to the connection's loop thread; the reader hands over what it learns. Times are of one monotonic clock.
 */
final class SendWindow {
    private static final double NANOS = 1e9;

    private final SendHistory history = new SendHistory();
    private final DeliveryRate rate = new DeliveryRate();
    private final AckSteps steps = new AckSteps();
    private final SendBuffer buffer = new SendBuffer();

    private long extraDelayNanos = MAX_EXTRA_DELAY_NANOS;
    private long baseRoundTripNanos = MAX_BASE_ROUND_TRIP_NANOS;

    private long sent;
    private long acknowledged;
    private boolean acknowledging;

    /** The client acknowledged more than it was sent: its acknowledgements mean nothing. */
    private boolean miscounting;

    private long lastAckNanos;
    private long heldBack;

    /** The sender waited since the last acknowledgement, for the window or for the kernel. */
    private boolean limited;

    /** Until then, in time and in bytes, the window is known to be open; reckoning costs more than a look at these. */
    private long calmUntilNanos;

    private long calmUntilSent;

    private boolean closed;
    private long closedSinceNanos;
    private boolean lifted;
    private long liftedNanos;
    private long liftedInFlight;

    private int ackWindow = INITIAL_ACK_WINDOW;
    private long lastPileUpNanos;
    private long acknowledgedAtPileUp;

    /** A window for a connection whose handshake ended at {@code nowNanos}. */
    SendWindow(long nowNanos) {
        rate.start(0, nowNanos);
        lastPileUpNanos = nowNanos;
        lastAckNanos = nowNanos;
    }

    /** The server's threshold for extra delay; more than half a second counts as that. */
    void extraDelay(long nanos) {
        extraDelayNanos = Math.clamp(nanos, MIN_EXTRA_DELAY_NANOS, MAX_EXTRA_DELAY_NANOS);
    }

    /** A round trip measured otherwise, by the handshake or a ping; it counts if it is the shortest. */
    void roundTrip(long nanos) {
        baseRoundTripNanos = Math.min(baseRoundTripNanos, Math.max(0, nanos));
    }

    /** The kernel took {@code bytes}. */
    void written(int bytes, long nowNanos) {
        sent += bytes;
        history.add(sent, nowNanos);
    }

    /** The kernel takes no more at present. */
    void blocked(long nowNanos) {
        limited = true;
        calmUntilNanos = nowNanos;
        buffer.blocked(sent, kernelDelayNanos(), nowNanos);
    }

    /** The kernel takes more again. */
    void writable(long nowNanos) {
        if (buffer.writable(nowNanos) > extraDelayNanos / 4) {
            piledUp(nowNanos);
        }
        adjustAckWindow(nowNanos);
    }

    /** The client received {@code sequence} bytes, modulo 2^32. */
    void acknowledged(long sequence, long nowNanos) {
        long claimed = acknowledged + (int) (sequence - acknowledged);
        miscounting |= claimed > sent + MISCOUNT_SLACK;
        long received = Math.min(claimed, sent);
        if (received <= acknowledged || miscounting) {
            return;
        }
        endLift(nowNanos);
        calmUntilNanos = nowNanos;
        boolean waited = takeDelay(nowNanos - history.timeOf(received, nowNanos));
        steps.add(received - acknowledged);
        rate.delivered(received, nowNanos, limited || waited);
        acknowledged = received;
        acknowledging = true;
        lastAckNanos = nowNanos;
        limited = false;
        history.forget(received);
        if (waited) {
            piledUp(nowNanos);
        }
        adjustAckWindow(nowNanos);
    }

    /**
     * How many bytes may be handed to the socket now; 0 or at least a small write's worth. While it is not 0, one chunk
     * or message may be handed over whole even if it is longer, so that none can be too long for the window.
     */
    int allowance(long nowNanos) {
        if (nowNanos < calmUntilNanos && sent < calmUntilSent) {
            return buffer.portion();
        }
        int allowance = reckonAllowance(nowNanos);
        if (allowance == buffer.portion()) {
            calmUntilNanos = nowNanos + CALM_CHECK_NANOS;
            calmUntilSent = acknowledging && !lifted && !miscounting
                    ? acknowledged + limit(nowNanos) - allowance
                    : Long.MAX_VALUE;
        }
        return allowance;
    }

    private int reckonAllowance(long nowNanos) {
        if (overdueNanos(nowNanos) > extraDelayNanos / 2) {
            piledUp(nowNanos);
            adjustAckWindow(nowNanos);
        }
        if (!acknowledging || lifted || miscounting) {
            return buffer.portion();
        }
        long room = limit(nowNanos) - inFlight();
        if (room >= MIN_ALLOWANCE) {
            closed = false;
            return (int) Math.min(room, buffer.portion());
        }
        limited = true;
        if (!closed) {
            closed = true;
            closedSinceNanos = nowNanos;
        }
        return stallNanos(nowNanos) > 0 ? 0 : lift(nowNanos);
    }

    /** After how long {@link #allowance} should be asked again although nothing happened; only after it gave 0. */
    long recheckNanos(long nowNanos) {
        return Math.max(0, stallNanos(nowNanos));
    }

    /** Bytes sent and not acknowledged. Of no meaning if the client never acknowledges. */
    long inFlight() {
        return sent - acknowledged;
    }

    /** After how many bytes each the client should acknowledge; tell it when that changes. */
    int ackWindow() {
        return ackWindow;
    }

    /** How much should be written at once at most, in the window or beyond it. */
    int portion() {
        return buffer.portion();
    }

    /** The {@code SO_SNDBUF} that the socket should have now; set it when it changes. */
    int sendBufferSize() {
        return buffer.size();
    }

    private long limit(long nowNanos) {
        return limit(Math.min(rate.bytesPerSecond(), overdueBandwidth(nowNanos)));
    }

    private long limit(double bandwidth) {
        long forDelay = (long) (bandwidth * extraDelayNanos / NANOS);
        long forPath = (long) (bandwidth * baseRoundTripNanos / NANOS);
        return Math.max(forPath + Math.max(forDelay, step() + STEP_MARGIN), MIN_IN_FLIGHT);
    }

    private long step() {
        return Math.max(usualStep(), heldBack);
    }

    private long usualStep() {
        return Math.max(steps.longest(), ackWindow);
    }

    /** The bandwidth is less than this if the next acknowledgement is overdue; with a margin for irregular ones. */
    private double overdueBandwidth(long nowNanos) {
        long nanos = overdueNanos(nowNanos);
        return nanos <= 0 ? Double.POSITIVE_INFINITY : 2 * step() * NANOS / nanos;
    }

    /** For how long the client could have been receiving the step that it has not acknowledged; 0 if it could not. */
    private long overdueNanos(long nowNanos) {
        long next = acknowledged + step();
        if (!acknowledging || sent < next) {
            return 0;
        }
        long reachedNanos = history.timeOf(next, nowNanos) + baseRoundTripNanos;
        return Math.max(0, nowNanos - (reachedNanos - lastAckNanos > 0 ? reachedNanos : lastAckNanos));
    }

    /** True if the bytes just acknowledged had been waiting on their way; sooner believed if the sender had to wait. */
    private boolean takeDelay(long delayNanos) {
        roundTrip(delayNanos);
        return delayNanos > baseRoundTripNanos + extraDelayNanos / (limited ? 4 : 2);
    }

    private void piledUp(long nowNanos) {
        lastPileUpNanos = nowNanos;
        acknowledgedAtPileUp = acknowledged;
        if (acknowledging && !lifted && !miscounting) {
            buffer.shrinkTo(limit(rate.bytesPerSecond()));
        }
    }

    private void adjustAckWindow(long nowNanos) {
        boolean calm = nowNanos - lastPileUpNanos > CALM_NANOS && acknowledged - acknowledgedAtPileUp > CALM_BYTES;
        int wanted = calm ? CALM_ACK_WINDOW : closeAckWindow();
        if (wanted >= 2 * ackWindow || 2 * wanted <= ackWindow) {
            ackWindow = wanted;
        }
    }

    private int closeAckWindow() {
        double bandwidth = rate.bytesPerSecond();
        return bandwidth == 0
                ? INITIAL_ACK_WINDOW
                : (int) Math.clamp(
                        bandwidth * extraDelayNanos / NANOS / ACK_WINDOWS_PER_EXTRA_DELAY,
                        MIN_ACK_WINDOW,
                        MAX_ACK_WINDOW);
    }

    /** How long the closed window may stay closed yet. */
    private long stallNanos(long nowNanos) {
        double dueNanos = baseRoundTripNanos + extraDelayNanos + stepNanos();
        long patienceNanos =
                Math.max(MIN_STALL_NANOS, (long) Math.min(STALL_FACTOR * dueNanos, (double) MAX_STALL_NANOS));
        long waitedNanos = Math.min(nowNanos - closedSinceNanos, nowNanos - lastAckNanos);
        return patienceNanos - waitedNanos;
    }

    /** How long the client needs to receive a step; infinite while its bandwidth is unknown. */
    private double stepNanos() {
        return usualStep() / rate.bytesPerSecond() * NANOS;
    }

    private int lift(long nowNanos) {
        closed = false;
        lifted = true;
        liftedNanos = nowNanos;
        liftedInFlight = inFlight();
        return buffer.portion();
    }

    private void endLift(long nowNanos) {
        if (lifted && nowNanos - liftedNanos <= baseRoundTripNanos + Math.min(stepNanos(), NANOS) + PROMPT_NANOS) {
            heldBack = Math.max(heldBack, 2 * liftedInFlight);
        }
        lifted = false;
    }

    /** How long what the kernel holds may take to drain; the path is part of that, as TCP keeps what it may resend. */
    private long kernelDelayNanos() {
        boolean known = baseRoundTripNanos < MAX_BASE_ROUND_TRIP_NANOS;
        return extraDelayNanos + Math.max(known ? baseRoundTripNanos : 0, ASSUMED_ROUND_TRIP_NANOS);
    }
}
