package org.tcserver.rtmfp;

import java.util.ArrayDeque;
import org.tcserver.time.Clock;

/**
 * The schedule of a session's acknowledgements (RFC 7016 §3.6.3.4). An acknowledgement leaves immediately after an
 * unusual event, for every second packet, with any other outgoing packet, or after 200 ms. Confined to its session's
 * thread.
 *
 * <p>"Immediately" means after the endpoint has read all waiting datagrams. A sender that reads several
 * acknowledgements together grows its window only with the first of them. So one acknowledgement that covers everything
 * serves it best.
 */
final class Acknowledger {
    /** A time in the past. */
    private static final long AT_ONCE = 0;

    private final ArrayDeque<ReceivingFlow> due = new ArrayDeque<>();
    private boolean now;
    private int dataPackets;
    private long deadlineNanos = Clock.NEVER;

    /** Schedules an acknowledgement of this flow as soon as is practical. */
    void ackNow(ReceivingFlow flow) {
        ackSoon(flow);
        now = true;
    }

    void ackSoon(ReceivingFlow flow) {
        if (!flow.shouldAck) {
            flow.shouldAck = true;
            due.addLast(flow);
        }
    }

    /** Counts a processed packet with user data. */
    void dataPacketReceived(long nowNanos) {
        dataPackets++;
        if (dataPackets >= RtmfpParameters.OBLIGATORY_ACK_PACKETS) {
            now = true;
        } else if (deadlineNanos == Clock.NEVER) {
            deadlineNanos = nowNanos + RtmfpParameters.DELAYED_ACK_NANOS;
        }
    }

    /** Returns true if acknowledgements must leave even if no other packet does (ACK_NOW). */
    boolean isObligatory(long nowNanos) {
        return !due.isEmpty() && (now || nowNanos >= deadlineNanos);
    }

    /**
     * Returns the time at which {@link #isObligatory} becomes true without further packets: now, or at DELACK_ALARM.
     * Returns {@link Clock#NEVER} if no acknowledgement is due.
     */
    long deadlineNanos() {
        if (due.isEmpty()) {
            return Clock.NEVER;
        }
        return now ? AT_ONCE : deadlineNanos;
    }

    /**
     * Adds due acknowledgements to {@code packet} while they fit. Shortens only the first one, and only in an otherwise
     * empty packet.
     */
    void fill(DataPacket packet) {
        boolean isFirst = packet.isEmpty();
        while (!due.isEmpty() && put(due.getFirst(), packet, isFirst)) {
            due.removeFirst().shouldAck = false;
            isFirst = false;
        }
        if (due.isEmpty()) {
            now = false;
            dataPackets = 0;
            deadlineNanos = Clock.NEVER;
        }
    }

    void clear() {
        due.clear();
    }

    private static boolean put(ReceivingFlow flow, DataPacket packet, boolean mayBeShortened) {
        var report = flow.exceptionReport();
        int room = packet.remainingLength() - (report == null ? 0 : report.length());
        var ack = flow.acknowledgement(mayBeShortened ? room : Integer.MAX_VALUE);
        if (ack == null || ack.length() > room) {
            return false;
        }
        if (report != null) {
            packet.offer(report);
        }
        return packet.offer(ack);
    }
}
