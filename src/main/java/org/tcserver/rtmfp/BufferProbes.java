package org.tcserver.rtmfp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tcserver.rtmfp.chunk.BufferProbe;
import org.tcserver.time.Clock;

/**
 * The schedule of probes to the receivers of suspended flows, at increasing intervals (RFC 7016 §3.6.2.9.1). Confined
 * to its session's thread.
 */
final class BufferProbes {
    private record Schedule(long nextNanos, long intervalNanos) {}

    private final Map<SendingFlow, Schedule> suspended = new LinkedHashMap<>();

    /** Updates the schedule after a possible state change of {@code flow}. */
    void update(SendingFlow flow, long nowNanos, long ertoNanos) {
        if (!flow.isSuspended()) {
            suspended.remove(flow);
        } else if (!suspended.containsKey(flow)) {
            long interval = Math.max(RtmfpParameters.PROBE_FIRST_INTERVAL_NANOS, ertoNanos);
            suspended.put(flow, new Schedule(nowNanos + interval, interval));
        }
    }

    long deadlineNanos() {
        long deadline = Clock.NEVER;
        for (var schedule : suspended.values()) {
            deadline = Math.min(deadline, schedule.nextNanos());
        }
        return deadline;
    }

    /** Returns the probes that are due now. */
    List<BufferProbe> due(long nowNanos, long ertoNanos) {
        suspended.keySet().removeIf(flow -> !flow.isSuspended());
        var probes = new ArrayList<BufferProbe>();
        for (var entry : suspended.entrySet()) {
            var schedule = entry.getValue();
            if (schedule.nextNanos() <= nowNanos) {
                long longest = Math.max(RtmfpParameters.PROBE_LAST_INTERVAL_NANOS, ertoNanos);
                long interval = Math.min((long) (schedule.intervalNanos() * RtmfpParameters.PROBE_BACKOFF), longest);
                entry.setValue(new Schedule(nowNanos + interval, interval));
                probes.add(new BufferProbe(entry.getKey().flowId()));
            }
        }
        return probes;
    }

    void clear() {
        suspended.clear();
    }
}
