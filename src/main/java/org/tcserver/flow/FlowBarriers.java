package org.tcserver.flow;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The barriers between flows (RFC 7425 §5.2). Suspends each flow that reaches a barrier until all other flows reach it.
 * Confined to the connection's thread.
 */
final class FlowBarriers {
    private final Map<Integer, List<RecvFlow>> waiting = new HashMap<>();

    /** Suspends {@code flow} at a barrier. Returns the flows that may now continue, perhaps none. */
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

    /** Returns true if {@code flow} waits at a barrier. */
    boolean holds(RecvFlow flow) {
        return waiting.values().stream().anyMatch(flows -> flows.contains(flow));
    }

    /**
     * Removes {@code flow}. Returns the flows that may now continue: if all {@code others} wait, no barrier can
     * complete, so all of them continue.
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
