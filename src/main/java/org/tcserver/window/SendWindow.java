package org.tcserver.window;

import static org.tcserver.window.SendWindowParameters.*;

/**
 * Delay control: how many bytes may be handed to the socket now, so that what a slow client has not fetched waits in our
 * queue, where it can expire, and not in the kernel or in the client's receive buffer.
 *
 * <p><b>The law.</b> Bytes in flight are those that were sent and that the client is not known to have received. They may be
 *
 * <pre>    bandwidth × base round trip + max(bandwidth × extra delay, step + 8 KiB), at least 16 KiB</pre>
 *
 * Nothing new begins beyond that. The rest of a message that has begun may go beyond it ({@link Outflow#fill}) while only
 * acknowledgements count, since some clients acknowledge only whole messages.
 *
 * <ul>
 *   <li><i>bandwidth</i> ({@link DeliveryRate}) is the best recent rate of received bytes. A window that is too small
 *       for the path is emptied within a round trip, so the rate measured calls for a larger one: it grows by
 *       (round trip + extra delay) / round trip each time, until the path is full and bytes wait on it.
 *   <li><i>base round trip</i> is the shortest time from sending a byte to the news of its receipt.
 *   <li><i>extra delay</i> is how long bytes may wait on the way: the server's threshold, at most half a second, and at
 *       most a fifth of the shortest lifetime of what the client plays.
 *   <li><i>step</i> is how far apart such news may be: the distance between two pings or acknowledgements. A client holds
 *       back up to a step, so less than that would wait for ever.
 * </ul>
 *
 * <p><b>Evidence.</b> The best is the answer to a ping ({@link Pings}): it proves that the client has received all bytes
 * before the ping, however it counts. A ping follows every step. A client that answers each is measured by its answers
 * alone. The acknowledgements of a client that has answered none ({@link AckCounts}) may be wrong, unless the protocol
 * makes sure of them. They count only once the kernel was full most of the time for a while: then the client is slow,
 * whatever it counts. Without such evidence there is no window, only the bounded kernel buffer ({@link SendBuffer}).
 *
 * <p>News that is overdue lowers the bandwidth at once, so the window closes soon when a path slows down or fails.
 *
 * <p><b>Never starve.</b> A closed window is lifted, until the next news, when that fails to come. A client that has
 * answered many pings in a row, or whose protocol counts exactly, is slow or out of reach then: the window waits several
 * times as long as the news should take (3 to 10 seconds). Any other client may just count wrongly, so the window waits
 * no longer than frames can wait without loss ({@link SendWindowParameters#MAX_DOUBT_NANOS}). A client that acknowledges
 * soon after that was not slow but held back: its step is longer than thought. At the second time its acknowledgements
 * mean nothing any more.
 *
 * <p><b>Few answers.</b> Each wakes a thread, so a step is 128 KiB while bytes arrive without waiting. Once bytes pile up, a
 * step is a quarter of what the extra delay allows, until five seconds pass in calm. A client that only acknowledges is
 * asked for it every twentieth of a second, as a short silence must tell that it counts wrongly.
 *
 * <p>Confined to the connection's loop thread; the reader hands over what it learns. Times are of one monotonic clock.
 */
final class SendWindow {
    private static final double NANOS = 1e9;

    /** The source of the window's knowledge of received bytes. */
    private enum Evidence {
        NONE,
        ACKNOWLEDGEMENTS,
        PINGS
    }

    private final boolean countsAreExact;
    private final SendHistory history = new SendHistory();
    private final DeliveryRate rate = new DeliveryRate();
    private final AckCounts counts = new AckCounts();
    private final Pings pings;
    private final SendBuffer buffer = new SendBuffer();

    private long extraDelayNanos = MAX_EXTRA_DELAY_NANOS;
    private long baseRoundTripNanos = MAX_BASE_ROUND_TRIP_NANOS;

    /** The same without what doubtful acknowledgements say: they may be ahead of the bytes. */
    private long provenRoundTripNanos = MAX_BASE_ROUND_TRIP_NANOS;

    private long sent;
    private long received;
    private Evidence evidence = Evidence.NONE;

    private long lastNewsNanos;
    private long heldBack;

    /** The kernel was full most of the time, for a while at least: the client cannot have received all that was sent. */
    private boolean isSlow;

    /** The sender waited since the last news, for the window or for the kernel. */
    private boolean limited;

    /** Until then, in time and in bytes, the window is known to be open; reckoning costs more than a look at these. */
    private long calmUntilNanos;

    private long calmUntilSent;

    private boolean closed;
    private long closedSinceNanos;
    private boolean lifted;
    private long liftedNanos;
    private long liftedInFlight;

    private final NewsInterval interval;

    /**
     * A window for a connection whose handshake ended at {@code nowNanos}.
     *
     * @param countsAreExact whether the protocol makes sure that acknowledgements are right
     */
    SendWindow(boolean countsAreExact, long nowNanos) {
        this.countsAreExact = countsAreExact;
        pings = new Pings((int) (nowNanos / 1_000_000));
        rate.start(0, nowNanos);
        interval = new NewsInterval(nowNanos);
        lastNewsNanos = nowNanos;
    }

    /** The threshold for extra delay; more than half a second counts as that. */
    void extraDelay(long nanos) {
        extraDelayNanos = Math.clamp(nanos, MIN_EXTRA_DELAY_NANOS, MAX_EXTRA_DELAY_NANOS);
    }

    /** A round trip measured otherwise, by the handshake; it counts if it is the shortest. */
    void roundTrip(long nanos) {
        provenRoundTripNanos = Math.min(provenRoundTripNanos, Math.max(0, nanos));
        baseRoundTripNanos = Math.min(baseRoundTripNanos, provenRoundTripNanos);
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
        isSlow |= buffer.blocked(sent, kernelDelayNanos(), nowNanos);
    }

    /** The kernel takes more again. */
    void writable(long nowNanos) {
        if (buffer.writable(nowNanos) > extraDelayNanos / 4) {
            piledUp(nowNanos);
        }
        adjustInterval(nowNanos);
    }

    /** The client says that it received {@code sequence} bytes, modulo 2^32. */
    void acknowledged(long sequence, long nowNanos) {
        if (evidence == Evidence.PINGS || counts.areWrong()) {
            return;
        }
        long now = counts.read(sequence, received, sent);
        if (now > received) {
            evidence = Evidence.ACKNOWLEDGEMENTS;
            endLift(nowNanos);
            take(now, nowNanos - history.timeOf(now, nowNanos), nowNanos);
        }
        if (counts.areWrong()) {
            evidence = Evidence.NONE;
            calmUntilNanos = nowNanos;
        }
    }

    /** The client answered the ping {@code token}; {@code answers}: how many pings it answered so far. */
    void answered(int token, int answers, long nowNanos) {
        if (!pings.isOutstanding(token)) {
            return;
        }
        evidence = Evidence.PINGS;
        long now = Math.max(received, pings.position(token));
        pings.answered(token, answers);
        lifted = false;
        take(now, nowNanos - pings.sentNanos(token), nowNanos);
    }

    /** True if a ping should follow what was written so far. */
    boolean isPingDue() {
        long since = sent - pings.lastPosition();
        boolean isAnswered = evidence == Evidence.PINGS || pings.count() < HOPEFUL_PINGS;
        return pings.count() == 0 || since >= (isAnswered ? interval.bytes() : CALM_INTERVAL);
    }

    /** The token for the next ping. */
    int nextPing() {
        return pings.next();
    }

    /** A ping was written, as the last of the bytes written so far. */
    void pinged(long nowNanos) {
        pings.sent(sent, nowNanos);
    }

    /** How many bytes may be handed to the socket now; 0 or at least a small write's worth. */
    int allowance(long nowNanos) {
        if (nowNanos < calmUntilNanos && sent < calmUntilSent) {
            return buffer.portion();
        }
        int allowance = reckonAllowance(nowNanos);
        if (allowance == buffer.portion()) {
            calmUntilNanos = nowNanos + CALM_CHECK_NANOS;
            calmUntilSent = isInForce() ? received + limit(nowNanos) - allowance : Long.MAX_VALUE;
        }
        return allowance;
    }

    /** How much may be written at once. Where pings count no more than {@link #allowance} and a step, as one follows each. */
    int mostAtOnce(int allowance) {
        int portion = buffer.portion();
        return evidence == Evidence.PINGS ? Math.min(Math.min(allowance, interval.bytes()), portion) : portion;
    }

    private int reckonAllowance(long nowNanos) {
        if (overdueNanos(nowNanos) > extraDelayNanos / 2) {
            piledUp(nowNanos);
            adjustInterval(nowNanos);
        }
        if (!isInForce()) {
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

    /** How long {@link #allowance} may stay 0 yet. */
    long recheckNanos(long nowNanos) {
        return Math.max(0, stallNanos(nowNanos));
    }

    /** Bytes sent and not known to be received. Of no meaning if nothing tells. */
    long inFlight() {
        return sent - received;
    }

    /** After how many bytes each the client should acknowledge, 0 if it need not; tell it when that changes. */
    int ackWindow(long nowNanos) {
        boolean isHopeful =
                evidence == Evidence.NONE && (pings.count() == 0 || nowNanos - pings.oldestNanos() < PING_GRACE_NANOS);
        return !countsAreExact && (isHopeful || evidence == Evidence.PINGS) ? 0 : interval.bytes();
    }

    /** The {@code SO_SNDBUF} that the socket should have now; set it when it changes. */
    int sendBufferSize() {
        return buffer.size();
    }

    private boolean isInForce() {
        return isMeasured() && !lifted;
    }

    /** Whether what is known of the client's receipt is good enough to hold bytes back. */
    private boolean isMeasured() {
        return switch (evidence) {
            case NONE -> false;
            case ACKNOWLEDGEMENTS -> countsAreExact || isSlow;
            case PINGS -> pings.areAnswered();
        };
    }

    private void take(long now, long delayNanos, long nowNanos) {
        calmUntilNanos = nowNanos;
        boolean waited = takeDelay(delayNanos);
        rate.delivered(now, nowNanos, baseRoundTripNanos, limited || waited);
        received = now;
        lastNewsNanos = nowNanos;
        limited = false;
        history.forget(now);
        if (waited) {
            piledUp(nowNanos);
        }
        adjustInterval(nowNanos);
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
        return evidence == Evidence.PINGS ? interval.bytes() : Math.max(counts.longestStep(), interval.bytes());
    }

    /** The bandwidth is less than this if the next news is overdue; with a margin for irregular ones. */
    private double overdueBandwidth(long nowNanos) {
        long nanos = overdueNanos(nowNanos);
        return nanos <= 0 ? Double.POSITIVE_INFINITY : 2 * step() * NANOS / nanos;
    }

    /** For how long the client could have been receiving a step of which there is no news; 0 if it could not. */
    private long overdueNanos(long nowNanos) {
        long next = received + step();
        if (!isMeasured() || sent < next) {
            return 0;
        }
        long reachedNanos = history.timeOf(next, nowNanos) + baseRoundTripNanos;
        return Math.max(0, nowNanos - (reachedNanos - lastNewsNanos > 0 ? reachedNanos : lastNewsNanos));
    }

    /** True if the bytes just received had been waiting on their way; sooner believed if the sender had to wait. */
    private boolean takeDelay(long delayNanos) {
        if (countsAreExact || evidence == Evidence.PINGS) {
            roundTrip(delayNanos);
        }
        baseRoundTripNanos = Math.min(baseRoundTripNanos, Math.max(0, delayNanos));
        return delayNanos > baseRoundTripNanos + extraDelayNanos / (limited ? 4 : 2);
    }

    private void piledUp(long nowNanos) {
        interval.piledUp(received, nowNanos);
        if (isInForce()) {
            buffer.shrinkTo(limit(rate.bytesPerSecond()));
        }
    }

    private void adjustInterval(long nowNanos) {
        boolean isSure = countsAreExact || evidence == Evidence.PINGS;
        if (isSure && interval.isCalm(received, nowNanos)) {
            interval.relax();
        } else {
            interval.fit(rate.bytesPerSecond(), isSure ? extraDelayNanos / 4 : DOUBTFUL_INTERVAL_NANOS);
        }
    }

    /** How long the closed window may stay closed yet. */
    private long stallNanos(long nowNanos) {
        long waitedNanos = Math.min(nowNanos - closedSinceNanos, nowNanos - lastNewsNanos);
        return (isTrusted() ? patienceNanos() : doubtNanos()) - waitedNanos;
    }

    private boolean isTrusted() {
        return evidence == Evidence.PINGS ? pings.areTrusted() : countsAreExact;
    }

    private long patienceNanos() {
        double dueNanos = baseRoundTripNanos + extraDelayNanos + stepNanos();
        return Math.max(MIN_STALL_NANOS, (long) Math.min(STALL_FACTOR * dueNanos, (double) MAX_STALL_NANOS));
    }

    private long doubtNanos() {
        boolean isPinged = evidence == Evidence.PINGS;
        double dueNanos = isPinged ? pings.patience() * nextPingNanos() : 2 * stepNanos();
        double mostNanos = isPinged ? MIN_STALL_NANOS : MAX_DOUBT_NANOS;
        return baseRoundTripNanos + (long) Math.clamp(dueNanos, (double) MIN_DOUBT_NANOS, mostNanos);
    }

    /** How long the client needs for what comes before the next ping that it should answer. */
    private double nextPingNanos() {
        double bandwidth = rate.bytesPerSecond();
        return bandwidth == 0 ? UNKNOWN_PING_NANOS : (pings.nextPosition() - received) / bandwidth * NANOS;
    }

    /** How long the client needs to receive a step; infinite while its bandwidth is unknown. */
    private double stepNanos() {
        return usualStep() / rate.bytesPerSecond() * NANOS;
    }

    private int lift(long nowNanos) {
        closed = false;
        lifted = true;
        if (!isTrusted()) {
            pings.doubt();
        }
        liftedNanos = nowNanos;
        liftedInFlight = inFlight();
        return buffer.portion();
    }

    /** An acknowledgement ends the lift; if it is prompt, it had only been held back. */
    private void endLift(long nowNanos) {
        if (lifted && nowNanos - liftedNanos <= baseRoundTripNanos + Math.min(stepNanos(), NANOS) + PROMPT_NANOS) {
            if (heldBack > 0 && !countsAreExact) {
                counts.distrust();
            }
            heldBack = Math.max(heldBack, 2 * liftedInFlight);
        }
        lifted = false;
    }

    /** How long what the kernel holds may take to drain; the path is part of that, as TCP keeps what it may resend. */
    private long kernelDelayNanos() {
        boolean known = provenRoundTripNanos < MAX_BASE_ROUND_TRIP_NANOS;
        if (known && !isMeasured()) {
            return 2 * provenRoundTripNanos + extraDelayNanos / KERNEL_SHARE_OF_EXTRA_DELAY;
        }
        return extraDelayNanos + Math.max(known ? provenRoundTripNanos : 0, ASSUMED_ROUND_TRIP_NANOS);
    }
}
