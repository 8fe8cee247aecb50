package org.tcserver.server;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.tcserver.event.EventLog;
import org.tcserver.event.RefusalReason;
import org.tcserver.hub.Hub;
import org.tcserver.memory.MemoryBudget;
import org.tcserver.metrics.Exposition;
import org.tcserver.metrics.HistogramSum;
import org.tcserver.metrics.Labels;
import org.tcserver.session.Sessions;
import org.tcserver.tc.DropReason;
import org.tcserver.tc.Kind;
import org.tcserver.tc.Protocol;
import org.tcserver.tc.ProtocolFigures;
import org.tcserver.tc.TcFigures;
import org.tcserver.time.Clock;

/** The TC server's metrics for Prometheus; the manual lists them. Thread-safe. */
final class TcMetrics {
    private final Hub hub;
    private final Sessions sessions;
    private final TcFigures figures;
    private final Clock clock;
    private final List<Protocol> protocols;

    /** Collects metrics for {@code protocols}, the ones with listeners. */
    TcMetrics(Hub hub, Sessions sessions, TcFigures figures, Clock clock, List<Protocol> protocols) {
        this.hub = hub;
        this.sessions = sessions;
        this.figures = figures;
        this.clock = clock;
        this.protocols = List.copyOf(protocols);
    }

    void write(Exposition to) {
        writeState(to);
        writeTraffic(to);
        writeDropped(to);
        writeTimes(to);
    }

    static void write(Map<RefusalReason, Long> refusals, Exposition to) {
        to.counter("tcserver_refusals_total", "How often a limit kept a client from what it wanted.");
        refusals.forEach((reason, count) -> to.sample(Labels.NONE.with("reason", reason.label()), count));
    }

    static void write(MemoryBudget memory, Exposition to) {
        var state = Labels.NONE.with("pool", "state");
        var media = Labels.NONE.with("pool", "media");
        to.gauge("tcserver_memory_bytes", "About what clients make the server hold.");
        to.sample(state, memory.stateBytes());
        to.sample(media, memory.mediaBytes());
        to.gauge("tcserver_memory_limit_bytes", "What clients may make the server hold.");
        to.sample(state, memory.stateLimitBytes());
        to.sample(media, memory.mediaLimitBytes());
    }

    static void writeEvents(EventLog log, Exposition to) {
        to.counter("tcserver_events_lost_total", "Events that came faster than they could be written.")
                .sample(Labels.NONE, log.lost());
        to.counter("tcserver_events_suppressed_total", "Events that were not written, since clients caused too many.")
                .sample(Labels.NONE, log.suppressed());
    }

    /** Writes the gauges of the current state. */
    private void writeState(Exposition to) {
        var present = present();
        to.gauge("tcserver_connections", "Connections that are open, whether of connected clients or not.");
        protocols.forEach(each -> to.sample(label(each), of(present, each).connections));
        to.gauge("tcserver_publications", "Streams that clients publish.");
        protocols.forEach(each -> to.sample(label(each), of(present, each).publications));
        to.gauge("tcserver_subscriptions", "Streams that clients play, whether somebody publishes them or not.");
        protocols.forEach(each -> to.sample(label(each), of(present, each).subscriptions));
        to.gauge("tcserver_queued_bytes", "Bytes that wait to be sent, with the overhead of each message.");
        protocols.forEach(each -> to.sample(label(each), of(present, each).queuedBytes));
        to.gauge("tcserver_oldest_queued_seconds", "Age of the oldest message that waits to be sent to any client.");
        protocols.forEach(each -> to.sample(label(each), of(present, each).oldestNanos / 1e9));
        var stats = hub.stats();
        to.gauge("tcserver_clients", "Clients that are connected to an App.").sample(Labels.NONE, stats.clients());
        to.gauge("tcserver_apps", "Apps that have clients.").sample(Labels.NONE, stats.apps());
        to.gauge("tcserver_streams", "Streams that somebody publishes or plays.")
                .sample(Labels.NONE, hub.streamCount());
        to.counter("tcserver_connects_total", "Clients that connected to an App so far.")
                .sample(Labels.NONE, stats.connects());
    }

    private void writeTraffic(Exposition to) {
        to.counter("tcserver_accepts_total", "Connections that were accepted so far.");
        eachProtocol(to, ProtocolFigures::accepts);
        to.counter("tcserver_received_bytes_total", "Bytes from clients: of the protocol, without what is below it.");
        eachProtocol(to, ProtocolFigures::receivedBytes);
        to.counter("tcserver_sent_bytes_total", "Bytes to clients: of the protocol, without what is below it.");
        eachProtocol(to, ProtocolFigures::sentBytes);
        to.counter("tcserver_received_messages_total", "Messages that came from clients, whole.");
        eachKind((labels, counted, kind) -> to.sample(labels, counted.receivedMessages(kind)));
        to.counter("tcserver_sent_messages_total", "Messages that were sent to clients, to their last byte.");
        eachKind((labels, counted, kind) -> to.sample(labels, counted.sentMessages(kind)));
    }

    private void writeDropped(Exposition to) {
        to.counter(
                "tcserver_dropped_messages_total",
                "Messages for a client that were not sent to it, by the reason why.");
        eachKind((labels, counted, kind) -> {
            for (var reason : DropReason.values()) {
                to.sample(labels.with("reason", reason.label()), counted.droppedMessages(kind, reason));
            }
        });
    }

    private void writeTimes(Exposition to) {
        to.histogram(
                "tcserver_queue_age_seconds",
                "How long a message had waited in its client's queue when it was taken out to be sent.");
        eachHistogram(to, ProtocolFigures::queueAges);
        to.histogram(
                "tcserver_delivery_latency_seconds",
                "From when a message was there, whole, until its last byte was handed to the system for one client.");
        eachHistogram(to, ProtocolFigures::latencies);
    }

    private void eachProtocol(Exposition to, ToLongFunction<ProtocolFigures> figure) {
        protocols.forEach(each -> to.sample(label(each), figure.applyAsLong(figures.of(each))));
    }

    private void eachHistogram(Exposition to, HistogramOf which) {
        eachKind((labels, counted, kind) -> to.sample(labels, which.of(counted, kind)));
    }

    private void eachKind(KindWriter writer) {
        for (var protocol : protocols) {
            for (var kind : Kind.values()) {
                writer.write(label(protocol).with("kind", kind.label()), figures.of(protocol), kind);
            }
        }
    }

    private interface KindWriter {
        void write(Labels labels, ProtocolFigures counted, Kind kind);
    }

    private interface HistogramOf {
        HistogramSum of(ProtocolFigures counted, Kind kind);
    }

    private static Labels label(Protocol protocol) {
        return Labels.NONE.with("protocol", protocol.label());
    }

    /** The current sums for one protocol. */
    private static final class Present {
        long connections;
        long publications;
        long subscriptions;
        long queuedBytes;
        long oldestNanos;
    }

    private Map<Protocol, Present> present() {
        var present = new EnumMap<Protocol, Present>(Protocol.class);
        long nowNanos = clock.nanos();
        sessions.forEach(connection -> {
            var sum = of(present, connection.protocol());
            var waiting = connection.state(nowNanos).waiting();
            sum.connections++;
            sum.queuedBytes += waiting.bytes();
            sum.oldestNanos = Math.max(sum.oldestNanos, waiting.oldestNanos());
        });
        for (var client : hub.clients()) {
            var sum = of(present, client.connection().protocol());
            sum.publications += client.publications();
            sum.subscriptions += client.subscriptions();
        }
        return present;
    }

    private static Present of(Map<Protocol, Present> present, Protocol protocol) {
        return present.computeIfAbsent(protocol, any -> new Present());
    }
}
