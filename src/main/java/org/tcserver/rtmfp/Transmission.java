package org.tcserver.rtmfp;

import org.tcserver.rtmfp.chunk.DataAcknowledgement;
import org.tcserver.time.Clock;

/**
 * When a session may send how much (RFC 7016 §3.5.2, §3.6.2): assembles packets of acknowledgements and user data, learns
 * from acknowledgements and their absence. Confined to its session's thread.
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

    /** A round trip that exceeds the shortest one by more than this is a sign of congestion. */
    void limitExtraDelay(long nanos) {
        extraDelayNanos = nanos;
    }

    /** The far end told that it receives time critical data from others. */
    void timeCriticalReverse(long nowNanos) {
        timeCriticalReverseNanos = nowNanos;
    }

    /** The chunks of a packet follow. */
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

    /** All chunks of a packet were processed (Appendix A, Figure 25). */
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

    /** Does what is due by now: sends acknowledgements, then user data. */
    void serve(long nowNanos) {
        acknowledge(nowNanos);
        transmit(nowNanos);
    }

    private void acknowledge(long nowNanos) {
        // The rest waits for the next turn: a few bytes could ask for acknowledgements of thousands of flows.
        for (int i = 0; i < RtmfpParameters.MAX_BURST_PACKETS && acknowledger.isObligatory(nowNanos); i++) {
            var packet = link.newPacket();
            acknowledger.fill(packet);
            link.send(packet, nowNanos);
        }
    }

    /** Sends the user data that may be sent by now, but no acknowledgements alone. */
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

    /** When a packet may leave although more is not allowed; or {@link Clock#NEVER}. */
    private long tailProbeNanos() {
        return flows.hasReady() && !isAllowed() ? tailProbe.deadlineNanos(link.roundTrip()) : Clock.NEVER;
    }

    /** When the oldest fragment that others overtook has been outstanding for ERTO (§3.6.2.6); or {@link Clock#NEVER}. */
    private long overdueNanos() {
        long since = outstanding.overtakenSinceNanos();
        return since == Clock.NEVER ? Clock.NEVER : since + link.roundTrip().ertoNanos();
    }

    /** Others arrive, so that this is a loss as any other. */
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

    /** The most recent data remained without answer for ERTO (§3.6.2.6). */
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

    /** Delay that others cause by filling queues counts as loss, in moderation. */
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
