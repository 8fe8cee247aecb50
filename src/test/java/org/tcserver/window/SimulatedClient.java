package org.tcserver.window;

import java.util.ArrayDeque;
import java.util.function.LongSupplier;

/**
 * A path with a bandwidth and a round trip, and a client behind it with a receive buffer, moved on by steps of a
 * millisecond, and the writer that obeys a {@link SendWindow}. Bytes are only counted.
 */
final class SimulatedClient {
    /** When the client acknowledges, given how much it has read in all and the last window that it heard of. */
    enum Acks {
        EVERY_250_KB,
        EVERY_10_KB,
        EVERY_5_KB,
        EVERY_WINDOW,
        EVERY_HALF_WINDOW,
        NEVER
    }

    /** The number in an acknowledgement. */
    enum Numbering {
        TOTAL,
        SINCE_THE_LAST,
        THE_WINDOW,
        THE_FIRST
    }

    private record Flight(long arrivalMillis, long bytes) {}

    private record Notice(long position, long value) {}

    static final long MILLI = 1_000_000;
    private static final long NOT_ASKED = 2_500_000;
    private static final int PING_BYTES = 18;

    private final long startNanos;
    private final long roundTripMillis;
    private final double linkBytesPerMilli;
    private final long receiveBuffer;
    private final Acks acks;
    final SendWindow window;

    /** What the application reads; infinite unless it is slow. */
    double readBytesPerMilli = Double.POSITIVE_INFINITY;

    double linkFactor = 1;
    long stopsAckingAt = Long.MAX_VALUE;

    /** What an acknowledgement says is this times what was read, plus the bytes counted before the first one. */
    double countsOf = 1;

    long countedBefore;
    Numbering number = Numbering.TOTAL;

    /** Answers one ping in this number; 0 for none. */
    int answersEvery = 1;

    int mostAnswers = Integer.MAX_VALUE;

    long millis;
    long written;
    long read;
    long ackCount;
    int answerCount;
    long maxKernelBytes;

    private final ArrayDeque<Flight> toClient = new ArrayDeque<>();
    private final ArrayDeque<Flight> tcpAcks = new ArrayDeque<>();
    private final ArrayDeque<Flight> answers = new ArrayDeque<>();
    private final ArrayDeque<Notice> pings = new ArrayDeque<>();
    private final ArrayDeque<Flight> rtmpAcks = new ArrayDeque<>();
    private final ArrayDeque<Flight> windowUpdates = new ArrayDeque<>();
    private final ArrayDeque<Notice> notices = new ArrayDeque<>();
    private double linkCredit;
    private double readCredit;
    private long sentByTcp;
    private long ackedByTcp;
    private long received;
    private long lastAcked;
    private long firstNumber;
    private int pingsRead;
    private long pinged;
    private int answersSent;
    private long windowEdge;
    private long askedWindow;
    private long knownWindow;
    private boolean blocked;

    SimulatedClient(double megabitsPerSecond, long roundTripMillis, long receiveBuffer, Acks acks, long startNanos) {
        this.linkBytesPerMilli = megabitsPerSecond * 125;
        this.roundTripMillis = roundTripMillis;
        this.receiveBuffer = receiveBuffer;
        this.acks = acks;
        this.startNanos = startNanos;
        this.window = new SendWindow(false, startNanos);
        this.askedWindow = NOT_ASKED;
        this.knownWindow = askedWindow;
        this.windowEdge = receiveBuffer;
    }

    long now() {
        return startNanos + millis * MILLI;
    }

    /** Returns the best rate of the path with the kernel buffer that the window may request. */
    double bestBytesPerMilli() {
        double path = Math.min(linkBytesPerMilli * linkFactor, readBytesPerMilli);
        double buffers = Math.min(receiveBuffer, SendWindowParameters.MAX_KERNEL_BYTES * 2 / 3);
        return roundTripMillis == 0 ? path : Math.min(path, buffers / roundTripMillis);
    }

    /** Bytes that were handed to the kernel and not read by the client. */
    long inFlight() {
        return written - read;
    }

    /** Runs for this duration, with unlimited data to send. */
    void run(long durationMillis) {
        run(durationMillis, () -> Long.MAX_VALUE);
    }

    /** Runs for this duration; {@code demand} returns the total bytes available so far. */
    void run(long durationMillis, LongSupplier demand) {
        for (long end = millis + durationMillis; millis < end; millis++) {
            deliver();
            read();
            write(demand.getAsLong());
            transmit();
            maxKernelBytes = Math.max(maxKernelBytes, written - ackedByTcp);
        }
    }

    private void deliver() {
        while (!toClient.isEmpty() && toClient.element().arrivalMillis <= millis) {
            received += toClient.remove().bytes;
        }
        while (!tcpAcks.isEmpty() && tcpAcks.element().arrivalMillis <= millis) {
            ackedByTcp += tcpAcks.remove().bytes;
        }
        while (!windowUpdates.isEmpty() && windowUpdates.element().arrivalMillis <= millis) {
            windowEdge = windowUpdates.remove().bytes;
        }
        while (!rtmpAcks.isEmpty() && rtmpAcks.element().arrivalMillis <= millis) {
            window.acknowledged(rtmpAcks.remove().bytes & 0xffff_ffffL, now());
            ackCount++;
        }
        while (!answers.isEmpty() && answers.element().arrivalMillis <= millis) {
            window.answered((int) answers.remove().bytes, ++answerCount, now());
        }
    }

    private void read() {
        readCredit = Math.min(readCredit + readBytesPerMilli, 2 * readBytesPerMilli);
        long count = (long) Math.min(readCredit, (double) (received - read));
        readCredit -= Double.isInfinite(readCredit) ? 0 : count;
        read += count;
        if (count > 0) {
            windowUpdates.add(new Flight(millis + roundTripMillis / 2, read + receiveBuffer));
        }
        while (!notices.isEmpty() && notices.element().position <= read) {
            knownWindow = notices.remove().value;
        }
        while (!pings.isEmpty() && pings.element().position <= read) {
            long token = pings.remove().value;
            boolean isAnswered = answersEvery > 0 && ++pingsRead % answersEvery == 0 && answersSent < mostAnswers;
            if (isAnswered && millis < stopsAckingAt) {
                answersSent++;
                answers.add(new Flight(millis + roundTripMillis / 2, token));
            }
        }
        long every = ackEvery();
        if (millis < stopsAckingAt && read - lastAcked >= every) {
            long before = lastAcked;
            lastAcked = read;
            rtmpAcks.add(new Flight(millis + roundTripMillis / 2, says(read - before)));
        }
    }

    private long says(long sinceLast) {
        firstNumber = firstNumber == 0 ? read : firstNumber;
        return switch (number) {
            case TOTAL -> countedBefore + (long) (read * countsOf);
            case SINCE_THE_LAST -> sinceLast;
            case THE_WINDOW -> knownWindow;
            case THE_FIRST -> firstNumber;
        };
    }

    private long ackEvery() {
        return switch (acks) {
            case EVERY_250_KB -> 250_000;
            case EVERY_10_KB -> 10_000;
            case EVERY_5_KB -> 5_000;
            case EVERY_WINDOW -> knownWindow;
            case EVERY_HALF_WINDOW -> knownWindow / 2;
            case NEVER -> Long.MAX_VALUE;
        };
    }

    private void write(long demand) {
        long kernel = 2L * window.sendBufferSize();
        long room = kernel - (written - ackedByTcp);
        if (blocked && room < kernel / 3) {
            return;
        }
        if (blocked) {
            blocked = false;
            window.writable(now());
        }
        ping();
        while (payload() < demand) {
            int allowance = window.allowance(now());
            long allowed = Math.min(Math.min(allowance, window.mostAtOnce(allowance)), demand - payload());
            if (allowed == 0) {
                return;
            }
            if (room <= PING_BYTES) {
                blocked = true;
                window.blocked(now());
                return;
            }
            int count = (int) Math.min(allowed, room - PING_BYTES);
            written += count;
            window.written(count, now());
            ask();
            ping();
            room = kernel - (written - ackedByTcp);
        }
    }

    private void ask() {
        int wanted = window.ackWindow(now());
        long asked = wanted == 0 ? NOT_ASKED : wanted;
        if (asked != askedWindow) {
            askedWindow = asked;
            notices.add(new Notice(written, asked));
        }
    }

    /** Bytes written without pings. */
    long payload() {
        return written - pinged;
    }

    long roundTripMillis() {
        return roundTripMillis;
    }

    private void ping() {
        if (window.isPingDue()) {
            pinged += PING_BYTES;
            written += PING_BYTES;
            window.written(PING_BYTES, now());
            pings.add(new Notice(written, window.nextPing()));
            window.pinged(now());
        }
    }

    private void transmit() {
        double rate = linkBytesPerMilli * linkFactor;
        linkCredit = Math.min(linkCredit + rate, 2 * rate);
        long count = Math.min((long) linkCredit, Math.min(written - sentByTcp, windowEdge - sentByTcp));
        if (count > 0) {
            linkCredit -= count;
            sentByTcp += count;
            toClient.add(new Flight(millis + roundTripMillis / 2, count));
            tcpAcks.add(new Flight(millis + roundTripMillis, count));
        }
    }
}
