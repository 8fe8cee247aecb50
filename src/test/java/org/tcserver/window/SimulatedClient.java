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

    private record Flight(long arrivalMillis, long bytes) {}

    private record Notice(long position, long window) {}

    static final long MILLI = 1_000_000;

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
    long millis;
    long written;
    long read;
    long ackCount;
    long maxKernelBytes;

    private final ArrayDeque<Flight> toClient = new ArrayDeque<>();
    private final ArrayDeque<Flight> tcpAcks = new ArrayDeque<>();
    private final ArrayDeque<Flight> rtmpAcks = new ArrayDeque<>();
    private final ArrayDeque<Flight> windowUpdates = new ArrayDeque<>();
    private final ArrayDeque<Notice> notices = new ArrayDeque<>();
    private double linkCredit;
    private double readCredit;
    private long sentByTcp;
    private long ackedByTcp;
    private long received;
    private long lastAcked;
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
        this.window = new SendWindow(startNanos);
        this.askedWindow = window.ackWindow();
        this.knownWindow = askedWindow;
        this.windowEdge = receiveBuffer;
    }

    long now() {
        return startNanos + millis * MILLI;
    }

    /** What the path can do at best with the kernel buffer that the window may ask for. */
    double bestBytesPerMilli() {
        double path = Math.min(linkBytesPerMilli * linkFactor, readBytesPerMilli);
        double buffers = Math.min(receiveBuffer, SendWindowParameters.MAX_KERNEL_BYTES * 2 / 3);
        return roundTripMillis == 0 ? path : Math.min(path, buffers / roundTripMillis);
    }

    /** Bytes that were handed to the kernel and not read by the client. */
    long inFlight() {
        return written - read;
    }

    /** Goes on for so long, with always something to send. */
    void run(long durationMillis) {
        run(durationMillis, () -> Long.MAX_VALUE);
    }

    /** Goes on for so long; {@code demand} says how much there is to send in all by now. */
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
            knownWindow = notices.remove().window;
        }
        long every = ackEvery();
        if (millis < stopsAckingAt && read - lastAcked >= every) {
            lastAcked = read;
            rtmpAcks.add(new Flight(millis + roundTripMillis / 2, countedBefore + (long) (read * countsOf)));
        }
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
        while (written < demand) {
            long allowed = Math.min(window.allowance(now()), demand - written);
            if (allowed == 0) {
                return;
            }
            if (room <= 0) {
                blocked = true;
                window.blocked(now());
                return;
            }
            int count = (int) Math.min(allowed, room);
            written += count;
            room -= count;
            window.written(count, now());
            if (window.ackWindow() != askedWindow) {
                askedWindow = window.ackWindow();
                notices.add(new Notice(written, askedWindow));
            }
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
