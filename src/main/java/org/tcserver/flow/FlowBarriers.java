package org.tcserver.flow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds back the flows that have come to a barrier until all others have, too (RFC 7425 §5.2). Confined to the
 * connection's thread.
 */
final class FlowBarriers {
    private final Map<Integer, List<RecvFlow>> waiting = new HashMap<>();

    /** {@code flow} came to a barrier and is suspended. Answers which flows may go on now: perhaps none. */
    List<RecvFlow> reached(RecvFlow flow, FlowSync sync) {
        var flows = waiting.computeIfAbsent(sync.syncId(), id -> new ArrayList<>());
        flows.add(flow);
        flow.suspend();
        if (flows.size() < sync.count()) {
            return List.of();
        }
        waiting.remove(sync.syncId());
        return flows;
    }

    /** Whether {@code flow} is held back. */
    boolean holds(RecvFlow flow) {
        return waiting.values().stream().anyMatch(flows -> flows.contains(flow));
    }

    /**
     * {@code flow} is no more. Answers which flows may go on now: if all {@code others} wait, they wait in vain.
     */
    List<RecvFlow> left(RecvFlow flow, Collection<RecvFlow> others) {
        waiting.values().forEach(flows -> flows.remove(flow));
        waiting.values().removeIf(List::isEmpty);
        if (!others.stream().allMatch(this::holds)) {
            return List.of();
        }
        var released = waiting.values().stream().flatMap(List::stream).toList();
        waiting.clear();
        return released;
    }
}
