package org.tcserver.rtmfp;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcserver.flow.FlowPriority;
import org.tcserver.flow.FlowSource;
import org.tcserver.rtmfp.chunk.FlowExceptionReport;
import org.tcserver.rtmfp.chunk.FlowOptions;

/**
 * All sending flows of a session, and the queues of those that may have messages. Flows of one priority alternate
 * packet by packet. Confined to its session's thread.
 */
final class SendingFlows {
    private final Runnable wake;
    private final Outstanding outstanding;
    private final Map<Long, SendingFlow> flows = new HashMap<>();
    private final Map<FlowPriority, ArrayDeque<SendingFlow>> ready = new EnumMap<>(FlowPriority.class);
    private long lastFlowId;

    /** Creates an empty set. {@code wake} runs whenever a flow may have messages. */
    SendingFlows(Runnable wake, RtmfpFigures figures) {
        this.wake = wake;
        outstanding = new Outstanding(figures);
        for (var priority : FlowPriority.values()) {
            ready.put(priority, new ArrayDeque<>());
        }
    }

    Outstanding outstanding() {
        return outstanding;
    }

    boolean isEmpty() {
        return flows.isEmpty();
    }

    int size() {
        return flows.size();
    }

    SendingFlow open(FlowOptions options, FlowPriority priority, FlowSource source) {
        var flow = new SendingFlow(this, ++lastFlowId, options, priority, source);
        flows.put(flow.flowId(), flow);
        return flow;
    }

    @Nullable SendingFlow find(long flowId) {
        return flows.get(flowId);
    }

    /** Handles the far end's rejection of a flow. */
    void rejected(FlowExceptionReport report) {
        var flow = flows.get(report.flowId());
        if (flow != null) {
            flow.rejected(report.exception());
        }
    }

    void forget(SendingFlow flow) {
        flows.remove(flow.flowId());
    }

    void ready(SendingFlow flow) {
        if (!flow.queued) {
            flow.queued = true;
            queue(flow).addLast(flow);
        }
        wake.run();
    }

    boolean hasReady() {
        for (var queue : ready.values()) {
            if (!queue.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Fills {@code packet} from the flows, most urgent first. */
    void fill(DataPacket packet, long nowNanos) {
        for (var queue : ready.values()) {
            for (var flow = queue.pollFirst(); flow != null; flow = queue.pollFirst()) {
                flow.queued = false;
                if (flow.fill(packet, nowNanos) == SendingFlow.Fill.PACKET_FULL) {
                    flow.queued = true;
                    queue.addLast(flow);
                    return;
                }
            }
        }
    }

    /** Ends all flows with the session. */
    void abort() {
        for (var flow : flows.values()) {
            flow.abort();
        }
        flows.clear();
        ready.values().forEach(ArrayDeque::clear);
    }

    private ArrayDeque<SendingFlow> queue(SendingFlow flow) {
        var queue = ready.get(flow.priority());
        if (queue == null) {
            throw new AssertionError("every priority has its queue");
        }
        return queue;
    }
}
