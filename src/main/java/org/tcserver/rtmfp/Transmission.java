package org.tcserver.rtmfp;

import org.tcserver.rtmfp.chunk.DataAcknowledgement;
import org.tcserver.time.Clock;

/**
 * The sending side of a session: when it may send and how much (RFC 7016 §3.5.2, §3.6.2). Assembles packets of
 * acknowledgements and user data, and handles acknowledgements and timeouts. Confined to its session's thread.
 */
final class Transmission {
    private static final long LONG_AGO = Long.MIN_VALUE / 2;

    private final SessionLink link;
    private final TimeCriticality timeCriticality;
    private final SendingFlows flows;
    private final Acknowledger acknowledger;
    private final Liveness liveness;
    private final Outstanding outstanding;
    private final CongestionControl congestion = new CongestionControl();
    private final BufferProbes probes = new BufferProbes();
    private final TailProbe tailProbe = new TailProbe();

    private long extraDelayNanos = RtmfpParameters.DEFAULT_EXTRA_DELAY.toNanos();
    private long timeoutNanos = Clock.NEVER;
    private int burstPackets;
    private long lastTsnBeforeCut;
    private long timeCriticalSentNanos = LONG_AGO;
    private long timeCriticalReverseNanos = LONG_AGO;

    private boolean anyAcknowledgements;
    private long acknowledgedBytes;
    private long inFlightBefore;

    Transmission(
            SessionLink link,
            TimeCriticality timeCriticality,
            SendingFlows flows,
            Acknowledger acknowledger,
            Liveness liveness) {
        this.link = link;
        this.timeCriticality = timeCriticality;
        this.flows = flows;
        this.acknowledger = acknowledger;
        this.liveness = liveness;
        this.outstanding = flows.outstanding();
    }

    /** Sets the excess over the shortest round trip that indicates congestion. */
    void limitExtraDelay(long nanos) {
        extraDelayNanos = nanos;
    }

    /** Records the far end's report that it receives time-critical data from others. */
    void timeCriticalReverse(long nowNanos) {
        timeCriticalReverseNanos = nowNanos;
    }

    /** Starts the chunks of an incoming packet. */
    void beginPacket() {
        anyAcknowledgements = false;
        acknowledgedBytes = 0;
        inFlightBefore = outstanding.bytes();
    }

    void acknowledged(DataAcknowledgement ack, long nowNanos) {
        anyAcknowledgements = true;
        var flow = flows.find(ack.flowId());
        if (flow != null) {
            acknowledgedBytes += flow.acknowledged(ack);
            probes.update(flow, nowNanos, link.roundTrip().ertoNanos());
        }
    }

    /** Ends the chunks of an incoming packet (Appendix A, Figure 25). */
    void endPacket(long nowNanos) {
        if (!anyAcknowledgements) {
            return;
        }
        burstPackets = 0;
        tailProbe.acknowledged(nowNanos);
        liveness.answered(!outstanding.isEmpty(), nowNanos);
        if (timeoutNanos != Clock.NEVER) {
            timeoutNanos = nowNanos + link.roundTrip().ertoNanos();
        }
        var naks = outstanding.countNaks();
        boolean isNewLoss = naks.maxTsnLost() > lastTsnBeforeCut;
        if (isNewLoss || (isDelayed() && outstanding.maxTsnAcknowledged() > lastTsnBeforeCut)) {
            cut(inFlightBefore, nowNanos);
        } else if (!naks.anyNaks()) {
            congestion.acknowledged(acknowledgedBytes, inFlightBefore, urgency(nowNanos));
        }
    }

    long deadlineNanos() {
        long deadline = Math.min(Math.min(timeoutNanos, acknowledger.deadlineNanos()), probes.deadlineNanos());
        return Math.min(deadline, Math.min(overdueNanos(), tailProbeNanos()));
    }

    /** Does all work due now: sends acknowledgements, then user data. */
    void serve(long nowNanos) {
        acknowledge(nowNanos);
        transmit(nowNanos);
    }

    private void acknowledge(long nowNanos) {
        // Leave the rest to the next turn: a few bytes could request acknowledgements of thousands of flows.
        for (int i = 0; i < RtmfpParameters.MAX_BURST_PACKETS && acknowledger.isObligatory(nowNanos); i++) {
            var packet = link.newPacket();
            acknowledger.fill(packet);
            link.send(packet, nowNanos);
        }
    }

    /** Sends all user data that may be sent now. Sends no packets with only acknowledgements. */
    void transmit(long nowNanos) {
        if (nowNanos >= timeoutNanos) {
            timeOut();
        }
        if (nowNanos >= overdueNanos()) {
            loseOverdue(nowNanos);
        }
        if (nowNanos >= probes.deadlineNanos()) {
            sendProbes(nowNanos);
        }
        while (isAllowed() && flows.hasReady() && sendData(nowNanos)) {
            burstPackets++;
            tailProbe.sent(nowNanos);
        }
        if (nowNanos >= tailProbeNanos() && sendData(nowNanos)) {
            sendData(nowNanos);
            tailProbe.spend();
        }
    }

    void clear() {
        probes.clear();
        timeoutNanos = Clock.NEVER;
    }

    private boolean isAllowed() {
        return burstPackets < RtmfpParameters.MAX_BURST_PACKETS && outstanding.bytes() < congestion.windowBytes();
    }

    /** Returns the time at which a packet may exceed the budget, or {@link Clock#NEVER}. */
    private long tailProbeNanos() {
        return flows.hasReady() && !isAllowed() ? tailProbe.deadlineNanos(link.roundTrip()) : Clock.NEVER;
    }

    /**
     * Returns the time at which the oldest overtaken fragment has been in flight for ERTO (§3.6.2.6), or {@link
     * Clock#NEVER}.
     */
    private long overdueNanos() {
        long since = outstanding.overtakenSinceNanos();
        return since == Clock.NEVER ? Clock.NEVER : since + link.roundTrip().ertoNanos();
    }

    /** Handles overdue fragments as an ordinary loss, because later packets arrive. */
    private void loseOverdue(long nowNanos) {
        long inFlightBytes = outstanding.bytes();
        long maxTsnLost = outstanding.loseOvertaken(nowNanos - link.roundTrip().ertoNanos());
        if (maxTsnLost > lastTsnBeforeCut) {
            cut(inFlightBytes, nowNanos);
        }
    }

    private void cut(long inFlightBytes, long nowNanos) {
        congestion.lost(inFlightBytes, urgency(nowNanos));
        lastTsnBeforeCut = outstanding.lastTsn();
    }

    private boolean sendData(long nowNanos) {
        var packet = link.newPacket();
        flows.fill(packet, nowNanos);
        if (!packet.hasUserData()) {
            return false;
        }
        acknowledger.fill(packet);
        timeCriticalSentNanos = nowNanos;
        timeCriticality.sent(nowNanos);
        link.send(packet, nowNanos);
        liveness.awaitAnswer(nowNanos);
        timeoutNanos = nowNanos + link.roundTrip().ertoNanos();
        return true;
    }

    /** Handles a timeout: the latest data was not answered within ERTO (§3.6.2.6). */
    private void timeOut() {
        boolean wasLoss = !outstanding.isEmpty();
        timeoutNanos = Clock.NEVER;
        burstPackets = 0;
        tailProbe.spend();
        outstanding.loseAll();
        lastTsnBeforeCut = outstanding.lastTsn();
        congestion.timedOut(wasLoss);
        if (wasLoss) {
            link.roundTrip().backOff();
            link.roundTrip().resetBase();
        }
    }

    private void sendProbes(long nowNanos) {
        for (var probe : probes.due(nowNanos, link.roundTrip().ertoNanos())) {
            link.send(probe, link.path(), nowNanos);
            liveness.awaitAnswer(nowNanos);
        }
    }

    /** Returns true if queuing delay exceeds its limit. This counts as congestion. */
    private boolean isDelayed() {
        var roundTrip = link.roundTrip();
        return roundTrip.smoothedNanos() >= RtmfpParameters.MIN_CONGESTED_RTT_NANOS
                && roundTrip.extraNanos() > extraDelayNanos;
    }

    private CongestionControl.Urgency urgency(long nowNanos) {
        boolean isFarBusy = TimeCriticality.isRecent(timeCriticalReverseNanos, nowNanos);
        return new CongestionControl.Urgency(
                !isFarBusy && !timeCriticality.isSending(nowNanos),
                TimeCriticality.isRecent(timeCriticalSentNanos, nowNanos));
    }
}
