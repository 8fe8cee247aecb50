package org.tcserver.rtmfp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.BufferProbe;
import org.tcserver.rtmfp.chunk.FlowOptions;
import org.tcserver.rtmfp.chunk.UserData;
import org.tcserver.time.Clock;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/** All receiving flows of a session, and the limit on their total memory. Confined to its session's thread. */
final class ReceivingFlows {
    private record Lingering(ReceivingFlow flow, long untilNanos) {}

    private final SendingFlows sendingFlows;
    private final Acknowledger acknowledger = new Acknowledger();
    private final LongConsumer held;
    private final Consumer<ReceivingFlow> user;
    private final Runnable wake;
    private final Map<Long, ReceivingFlow> flows = new HashMap<>();
    private final ArrayDeque<Lingering> lingering = new ArrayDeque<>();
    private final Set<ReceivingFlow> reordering = new LinkedHashSet<>();
    private final ArrayDeque<ReceivingFlow> resumed = new ArrayDeque<>();
    private int rejected;
    private int maxFlows = RtmfpParameters.MAX_RECEIVING_FLOWS;
    private long maxBytes = RtmfpParameters.SESSION_RECEIVE_LIMIT;
    private long bufferedBytes;
    private long nowNanos;
    private boolean aborted;
    private boolean evicted;

    /**
     * Creates an empty set of flows.
     *
     * @param held receives changes of the bytes that all flows hold
     * @param user receives each new flow, and accepts or rejects it immediately
     * @param wake runs when there is work to do outside {@link #receive}
     */
    ReceivingFlows(SendingFlows sendingFlows, LongConsumer held, Consumer<ReceivingFlow> user, Runnable wake) {
        this.sendingFlows = sendingFlows;
        this.held = held;
        this.user = user;
        this.wake = wake;
    }

    /**
     * Sets the limits on the number of flows and their memory; they are lower until the far end is known as a client.
     */
    void trust(boolean isClient) {
        maxFlows = isClient ? RtmfpParameters.MAX_RECEIVING_FLOWS : RtmfpParameters.MAX_EARLY_FLOWS;
        maxBytes = isClient ? RtmfpParameters.SESSION_RECEIVE_LIMIT : RtmfpParameters.EARLY_RECEIVE_LIMIT;
    }

    Acknowledger acknowledger() {
        return acknowledger;
    }

    /** Returns true if all flows are lingering or rejected. */
    boolean isEmpty() {
        return flows.size() == lingering.size() + rejected;
    }

    /** Handles a fragment. Throws if the far end exceeds a limit. */
    void receive(UserData chunk, long now) throws MalformedException {
        nowNanos = now;
        var flow = flows.get(chunk.flowId());
        if (flow == null) {
            flow = start(chunk);
        }
        if (aborted) {
            return;
        }
        flow.receive(chunk, now);
        if (!aborted && bufferedBytes > maxBytes) {
            throw new MalformedException("more than " + maxBytes + " bytes of unfinished messages");
        }
        await(flow);
    }

    /** Handles a buffer probe for a flow. */
    void probed(BufferProbe probe) {
        var flow = flows.get(probe.flowId());
        if (flow != null) {
            flow.probed();
        }
    }

    /** Does all work due now. */
    void advance(long now) {
        nowNanos = now;
        for (var flow = resumed.pollFirst(); flow != null; flow = resumed.pollFirst()) {
            deliver(flow);
        }
        if (!reordering.isEmpty()) {
            for (var flow : new ArrayList<>(reordering)) {
                if (flow.deadlineNanos() <= now) {
                    deliver(flow);
                }
            }
        }
        while (!lingering.isEmpty() && lingering.getFirst().untilNanos() <= now) {
            var flow = lingering.removeFirst().flow();
            flows.remove(flow.flowId());
            flow.abort();
        }
    }

    /** Returns the time to call {@link #advance}. */
    long deadlineNanos() {
        long deadline = lingering.isEmpty() ? Clock.NEVER : lingering.getFirst().untilNanos();
        for (var flow : reordering) {
            deadline = Math.min(deadline, flow.deadlineNanos());
        }
        return resumed.isEmpty() ? deadline : nowNanos;
    }

    /** Ends all flows with the session. */
    void abort() {
        aborted = true;
        flows.values().forEach(ReceivingFlow::abort);
        flows.clear();
        lingering.clear();
        reordering.clear();
        resumed.clear();
        acknowledger.clear();
    }

    void wake() {
        wake.run();
    }

    void resumed(ReceivingFlow flow) {
        resumed.addLast(flow);
        acknowledger.ackNow(flow);
        wake.run();
    }

    /** Counts the rejection of an open flow, which remains until the far end has closed it. */
    void rejected() {
        rejected++;
    }

    /** Lets a complete flow linger. {@code wasRejected}: whether it was rejected before. */
    void completed(ReceivingFlow flow, boolean wasRejected) {
        rejected -= wasRejected ? 1 : 0;
        lingering.addLast(new Lingering(flow, nowNanos + RtmfpParameters.RECEIVE_LINGER_NANOS));
    }

    /** Changes the number of bytes held by {@code difference}. */
    void buffered(long difference) {
        if (difference != 0) {
            bufferedBytes += difference;
            held.accept(difference);
        }
    }

    /** Returns the number of bytes that all flows hold. */
    long bufferedBytes() {
        return bufferedBytes;
    }

    /** Ends the session, which holds the most memory when all sessions together hold too much. */
    void evict() {
        evicted = true;
        wake.run();
    }

    boolean isEvicted() {
        return evicted;
    }

    /** Returns the number of bytes that may still be buffered. */
    long room() {
        return maxBytes - bufferedBytes;
    }

    private void deliver(ReceivingFlow flow) {
        flow.deliver(nowNanos);
        await(flow);
    }

    private void await(ReceivingFlow flow) {
        if (!aborted && flow.deadlineNanos() != Clock.NEVER) {
            reordering.add(flow);
        } else {
            reordering.remove(flow);
        }
    }

    /** Starts a flow (§3.6.3.1). */
    private ReceivingFlow start(UserData chunk) throws MalformedException {
        if (flows.size() >= maxFlows) {
            throw new MalformedException("more than " + maxFlows + " flows");
        }
        var options = options(chunk);
        var metadata = options == null ? null : options.metadata();
        var association = options == null ? null : association(options);
        boolean isAssociated = options != null && options.returnAssociation() != null;
        boolean isLegible = metadata != null && metadata.length() <= RtmfpParameters.MAX_METADATA_BYTES;
        boolean isWelcome = isLegible && (!isAssociated || association != null);
        var flow = new ReceivingFlow(
                this, chunk.flowId(), metadata != null && isWelcome ? metadata.compact() : Bytes.EMPTY, association);
        flows.put(chunk.flowId(), flow);
        if (isWelcome) {
            user.accept(flow);
        }
        if (!flow.isAccepted() && !aborted) {
            flow.reject(0);
        }
        acknowledger.ackNow(flow);
        return flow;
    }

    private static @Nullable FlowOptions options(UserData chunk) {
        try {
            return FlowOptions.of(chunk.fragment().options());
        } catch (MalformedException e) {
            return null;
        }
    }

    private @Nullable SendingFlow association(FlowOptions options) {
        var flowId = options.returnAssociation();
        var flow = flowId == null ? null : sendingFlows.find(flowId);
        return flow != null && flow.isOpen() ? flow : null;
    }
}
