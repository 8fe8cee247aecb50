package org.tcserver.rtmfp;

import java.util.ArrayDeque;
import org.tcserver.time.Clock;

/**
 * When acknowledgements leave, and of which flows (RFC 7016 §3.6.3.4): at once if something is unusual, for every second
 * packet, with any other packet that leaves, or after 200 ms. Confined to its session's thread.
 *
 * <p>"At once" means when the endpoint has read all datagrams that wait. A sender that reads several acknowledgements
 * together grows its window with the first of them only, so one that covers everything serves it best.
 */
final class Acknowledger {
    /** In the past. */
    private static final long AT_ONCE = 0;

    private final ArrayDeque<ReceivingFlow> due = new ArrayDeque<>();
    private boolean now;
    private int dataPackets;
    private long deadlineNanos = Clock.NEVER;

    /** An acknowledgement of this flow is to be sent as soon as is practical. */
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

    /** A packet with user data was processed. */
    void dataPacketReceived(long nowNanos) {
        dataPackets++;
        if (dataPackets >= RtmfpParameters.OBLIGATORY_ACK_PACKETS) {
            now = true;
        } else if (deadlineNanos == Clock.NEVER) {
            deadlineNanos = nowNanos + RtmfpParameters.DELAYED_ACK_NANOS;
        }
    }

    /** ACK_NOW: whether acknowledgements must leave even if nothing else does. */
    boolean isObligatory(long nowNanos) {
        return !due.isEmpty() && (now || nowNanos >= deadlineNanos);
    }

    /** When {@link #isObligatory} is true though nothing comes: at once, or by DELACK_ALARM; or {@link Clock#NEVER}. */
    long deadlineNanos() {
        if (due.isEmpty()) {
            return Clock.NEVER;
        }
        return now ? AT_ONCE : deadlineNanos;
    }

    /**
     * Puts acknowledgements into {@code packet}, as many as are due and fit; only the first may be cut short, and only if
     * nothing else is in the packet.
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
