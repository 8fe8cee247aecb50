package org.tcserver.pushav;

import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.tcserver.metrics.Exposition;
import org.tcserver.metrics.Labels;

/** Counts connections and requests. Thread-safe, without locks. */
final class FrontFigures {
    private final LongAdder connections = new LongAdder();
    private final LongAdder requests = new LongAdder();
    /** Counters by response status. Their number is bounded, because the program uses a fixed set of statuses. */
    private final ConcurrentSkipListMap<Integer, LongAdder> problems = new ConcurrentSkipListMap<>();

    /** Counts a connection that starts its TLS handshake. */
    void connection() {
        connections.increment();
    }

    void request() {
        requests.increment();
    }

    /** Counts a request that was refused or failed. */
    void problem(int status) {
        problems.computeIfAbsent(status, any -> new LongAdder()).increment();
    }

    void write(Exposition to) {
        to.counter("pushavserver_connections_total", "Connections that began to shake hands so far.")
                .sample(Labels.NONE, connections.sum());
        to.counter("pushavserver_requests_total", "Requests that came so far.").sample(Labels.NONE, requests.sum());
        to.counter("pushavserver_problems_total", "Requests that were refused or failed, by the status of the answer.");
        problems.forEach(
                (status, count) -> to.sample(Labels.NONE.with("status", Integer.toString(status)), count.sum()));
    }
}
