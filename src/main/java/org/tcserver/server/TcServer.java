package org.tcserver.server;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tcserver.event.EventLog;
import org.tcserver.event.RefusalReason;
import org.tcserver.event.Refusals;
import org.tcserver.event.ServerEvent;
import org.tcserver.flow.FlowEnvironment;
import org.tcserver.hub.Hub;
import org.tcserver.hub.HubLimits;
import org.tcserver.hub.Treatment;
import org.tcserver.memory.MemoryBudget;
import org.tcserver.metrics.Exposition;
import org.tcserver.net.ConnectionGate;
import org.tcserver.net.IoLoop;
import org.tcserver.net.ReadBuffers;
import org.tcserver.rtmfp.crypto.Identity;
import org.tcserver.rtmp.RtmpEnvironment;
import org.tcserver.rtws.RtwsEnvironment;
import org.tcserver.session.MessageLimits;
import org.tcserver.session.SessionServices;
import org.tcserver.session.SessionSettings;
import org.tcserver.session.Sessions;
import org.tcserver.status.Health;
import org.tcserver.status.HostRule;
import org.tcserver.status.StatusSource;
import org.tcserver.tc.Protocol;
import org.tcserver.tc.QueueLimits;
import org.tcserver.tc.TcFigures;
import org.tcserver.time.Clock;
import org.tcserver.time.Timers;

/**
 * The TC server: assembles all rooms, starts, drains and stops. Thread-safe.
 *
 * <p>It runs until {@link #stop}, or until the last client has left after {@link #shutDown}.
 */
public final class TcServer {
    private final ServerConfig config;
    private final EventLog log;
    private final Timers timers = new Timers();
    private final Paced stats;
    private final Refusals refusals;
    private final ConnectionGate gate;
    private final Hub hub;
    private final Sessions sessions;
    private final List<IoLoop> loops;
    private final TcpService tcp;
    private final Reloading reloading;
    private final UdpService udp;
    private final StatusService status;
    private final MemoryBudget memory;
    private final FlowEnvironment flows;
    private final @Nullable Identity identity;
    private final AtomicBoolean draining = new AtomicBoolean();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicBoolean ending = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    private TcServer(ServerConfig config, @Nullable Identity identity, EventLog log)
            throws IOException, StartException {
        this.config = config;
        this.identity = identity;
        this.log = log;
        var clock = Clock.SYSTEM;
        var limits = config.limits();
        stats = new Paced(ServerParameters.STATS_PACE, clock, timers::after, this::logStats);
        refusals = new Refusals(log);
        gate = new ConnectionGate(gateLimits(limits.connections()), refusals, clock);
        hub = new Hub(treatment(config.realTime()), HubLimits.DEFAULT.withPublications(limits.streams()), log, clock);
        sessions = new Sessions(
                new SessionServices(hub, log, clock, timers, refusals),
                sessionSettings(config, identity),
                this::clientsChanged);
        loops = startLoops(clock, config.transport().longestMerge().toNanos());
        memory = MemoryBudget.ofHeap(
                Runtime.getRuntime().maxMemory(),
                limits.connections().atOnce(),
                () -> refusals.count(RefusalReason.MEMORY));
        flows = new FlowEnvironment(
                clock,
                timers,
                memory,
                queueLimits(config.limits().messages()),
                new TcFigures(),
                config.transport().rtmfp().reorderWindow());
        var patience = new Patience(limits.handshakeTimeout(), timers, refusals);
        var tls = TlsService.of(config.listeners().secure(), timers, log, patience, clock);
        tcp = tcpService(tls, patience);
        reloading = new Reloading(config, sessions, tls, log);
        udp = new UdpService(log, config.transport(), gate, limits.handshakeTimeout());
        status = status();
    }

    private TcpService tcpService(@Nullable TlsService tls, Patience patience) {
        var transport = config.transport();
        var handshakeTimeout = config.limits().handshakeTimeout();
        var readBuffers = new ReadBuffers(Runtime.getRuntime().maxMemory() / ServerParameters.HEAP_PER_READ_BUFFERS);
        var rtmp = new RtmpEnvironment(
                flows.clock(),
                timers,
                new SecureRandom(),
                readBuffers,
                flows.queueLimits(),
                flows.figures(),
                transport.congestionDelay(),
                handshakeTimeout);
        var rtws = new RtwsEnvironment(
                flows,
                readBuffers,
                transport.congestionDelay(),
                handshakeTimeout,
                () -> refusals.count(RefusalReason.HANDSHAKE_TIMEOUT),
                config.access().webSocketPages(),
                () -> refusals.count(RefusalReason.ORIGIN),
                config.proxies().trusted());
        var environment = new TcpEnvironment(rtmp, rtws, loops, sessions, memory, transport.dscp());
        return new TcpService(environment, gate, new ProxyService(config.proxies(), patience, log), tls, log);
    }

    /** Returns a server with all listeners bound; it does not accept connections yet. */
    public static TcServer bind(ServerConfig config) throws StartException {
        var identity = UdpService.identity(config);
        var origin = new EventLog.Origin(ProcessHandle.current().pid(), name(identity));
        var log = EventLog.onStandardOutput(origin, config.operation().verbosity() > 0);
        try {
            var server = new TcServer(config, identity, log);
            server.bindAll();
            return server;
        } catch (StartException e) {
            log.close();
            throw e;
        } catch (IOException e) {
            log.close();
            throw new StartException("cannot start: " + e.getMessage(), e);
        }
    }

    /**
     * Shuts down gracefully: notifies all clients, and ends when the last has left or the deadline has passed. A second
     * call stops at once.
     */
    public void shutDown() {
        if (!draining.compareAndSet(false, true)) {
            stop();
            return;
        }
        var operation = config.operation();
        if (!operation.acceptsWhileShuttingDown()) {
            tcp.stopListening();
            udp.stopAccepting();
        }
        udp.drain();
        hub.announceShutdown();
        log.log(new ServerEvent.Unregister(operation.shutdownDeadline()));
        timers.after(operation.shutdownDeadline(), () -> Thread.ofVirtual().start(this::stop));
        endIfDrained();
    }

    /** Disconnects all clients and ends at once. */
    public void stop() {
        if (!stopping.compareAndSet(false, true)) {
            return;
        }
        log.log(new ServerEvent.Interrupted(false));
        tcp.stopListening();
        udp.stopAccepting();
        sessions.closeAll();
        timers.after(ServerParameters.STOP_LIMIT, this::end);
        endIfDrained();
    }

    /** Applies the keys and certificate that {@code reader} reads, if they are valid, and logs the result. */
    public void reload(ConfigReader reader) {
        reloading.reload(reader);
    }

    /** Logs the {@code stats} event. */
    public void logStats() {
        var stats = hub.stats();
        var present = new ServerEvent.Present(sessions.count(), stats.apps(), stats.publishing(), stats.playing());
        var accepts = new ServerEvent.Accepts(
                flows.figures().of(Protocol.RTMFP).accepts(), tcp.rtmpAccepts(), tcp.rtwsAccepts());
        log.log(new ServerEvent.Stats(
                present, stats.connects(), accepts, refusals.counts(), udp.introductions(), stats.totals()));
    }

    /** Logs the {@code clients} event. */
    public void logClients() {
        log.log(new ServerEvent.Clients(sessions.dump()));
    }

    /** Logs the death of {@code thread} for a process that is about to end. Waits at most 1 second for the log. */
    public void logDeath(Thread thread, Throwable failure) {
        log.log(new ServerEvent.Died(thread.getName(), failure.toString()));
        log.close();
    }

    /** Runs until the server has ended and all its events are written. */
    public void run() throws InterruptedException {
        log.log(new ServerEvent.Run());
        logStats();
        timers.every(ServerParameters.STATS_PERIOD, this::logStats);
        timers.every(ServerParameters.LIMITS_PERIOD, refusals::tell);
        timers.every(ServerParameters.LIMITS_PERIOD, log::tellSuppressed);
        endSilentPublications(config.limits().silentPublisher());
        Descriptors.check(config.limits().connections().atOnce());
        timers.every(ServerParameters.HOLD_PERIOD, hub::endHolds);
        udp.start();
        tcp.start();
        status.start();
        ended.await();
        refusals.tell();
        log.tellSuppressed();
        logStats();
        udp.close();
        status.close();
        log.log(new ServerEvent.End());
        log.close();
        timers.close();
        loops.forEach(IoLoop::close);
    }

    private void endSilentPublications(Duration limit) {
        if (!limit.isZero()) {
            timers.every(ServerParameters.LIMITS_PERIOD, () -> hub.endSilentPublications(limit));
        }
    }

    private void bindAll() throws StartException, IOException {
        var listeners = config.listeners();
        if (identity != null) {
            udp.bind(listeners.rtmfp(), identity, flows, sessions::open);
        }
        tcp.bind(Protocol.RTMP, listeners.rtmp(), "-b");
        tcp.bind(Protocol.RTMP_SIMPLE, listeners.rtmpSimple(), "-s");
        tcp.bind(Protocol.RTWS, listeners.rtws(), "-w");
        tcp.bind(Protocol.RTMPS, listeners.secure().rtmps(), "--rtmps");
        tcp.bind(Protocol.WSS, listeners.secure().wss(), "--wss");
        status.bind(config.operation().metrics(), log);
    }

    private StatusService status() throws IOException {
        var metrics = new TcMetrics(
                hub,
                sessions,
                flows.figures(),
                flows.clock(),
                config.listeners().protocols());
        var hosts = new HostRule(
                config.access().pages(), client -> refusals.refuse(RefusalReason.HOST, StatusService.PROTO, client));
        var source = new StatusSource(
                to -> writeMetrics(metrics, to),
                this::unready,
                health(),
                new TcListings(hub, sessions).byName(),
                hosts);
        return new StatusService(source, flows.clock(), timers);
    }

    private void writeMetrics(TcMetrics metrics, Exposition to) {
        metrics.write(to);
        TcMetrics.write(refusals.counts(), to);
        TcMetrics.write(memory, to);
        TcMetrics.writeEvents(log, to);
        var rtmfp = udp.figures();
        if (rtmfp != null) {
            RtmfpMetrics.write(rtmfp, udp.introductions(), to);
        }
    }

    private @Nullable String unready() {
        return draining.get() || stopping.get() ? "shutting down" : null;
    }

    private Health health() {
        var pulses = new LinkedHashMap<String, Consumer<Runnable>>();
        pulses.put("timers", task -> timers.after(Duration.ZERO, task));
        pulses.put("rtmfp", udp::execute);
        loops.forEach(loop -> pulses.put(loop.name(), loop::execute));
        return new Health(pulses);
    }

    private void clientsChanged() {
        udp.load(sessions.count());
        stats.request();
        endIfDrained();
    }

    /**
     * Ends the server when no client is left. If several clients leave at the same moment, only one call ends it and
     * logs the reason.
     */
    private void endIfDrained() {
        if ((draining.get() || stopping.get()) && sessions.count() == 0 && ending.compareAndSet(false, true)) {
            if (stopping.compareAndSet(false, true)) {
                log.log(new ServerEvent.Interrupted(false));
            }
            end();
        }
    }

    private void end() {
        if (sessions.count() > 0) {
            log.log(new ServerEvent.Interrupted(true));
        }
        ended.countDown();
    }

    private static Treatment treatment(RealTime realTime) {
        var lifetimes = realTime.lifetimes();
        var previous = realTime.previousGop();
        return new Treatment(
                new Treatment.Lifetimes(
                        lifetimes.video().toNanos(),
                        lifetimes.audio().toNanos(),
                        lifetimes.checkpoint().toNanos()),
                realTime.finishByMargin().toNanos(),
                new Treatment.PreviousGop(
                        previous.expires(), previous.startByMargin().toNanos()),
                false,
                realTime.hold().toNanos());
    }

    private static SessionSettings sessionSettings(ServerConfig config, @Nullable Identity identity) {
        var access = config.access();
        return new SessionSettings(
                access.secrets(),
                access.serverInfo(),
                identity == null ? null : identity.certificate().fingerprint().toHex(),
                config.transport().rtmfp().allowsSeveralConnections(),
                config.limits().handshakeTimeout(),
                messageLimits(config.limits().messages()));
    }

    private static MessageLimits messageLimits(Limits.Messages limits) {
        return new MessageLimits(limits.perSecond(), limits.bytes() == 0 ? Integer.MAX_VALUE : limits.bytes());
    }

    /** Returns the queue limits. Relayed messages may use at most half of the queue; the rest is for media. */
    private static QueueLimits queueLimits(Limits.Messages limits) {
        long most = ServerParameters.QUEUE_LIMIT_BYTES / 2;
        long relayed = limits.waitingBytes() == 0 ? most : Math.min(limits.waitingBytes(), most);
        return new QueueLimits(ServerParameters.QUEUE_LIMIT_BYTES, relayed);
    }

    private static ConnectionGate.Limits gateLimits(Limits.Connections limits) {
        return new ConnectionGate.Limits(limits.atOnce(), limits.perAddress(), limits.perAddressAndSecond());
    }

    private static List<IoLoop> startLoops(Clock clock, long longestMergeNanos) throws IOException {
        var loops = new ArrayList<IoLoop>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            loops.add(new IoLoop("io-" + i, clock, longestMergeNanos));
        }
        return loops;
    }

    /** Returns the start of the RTMFP fingerprint, or without RTMFP a random name for this run. */
    private static String name(@Nullable Identity identity) {
        if (identity != null) {
            return identity.certificate().fingerprint().toHex().substring(0, ServerParameters.SERVER_NAME_DIGITS);
        }
        var name = new byte[ServerParameters.SERVER_NAME_DIGITS / 2];
        new SecureRandom().nextBytes(name);
        return HexFormat.of().formatHex(name);
    }
}
