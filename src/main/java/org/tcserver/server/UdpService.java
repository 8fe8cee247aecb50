package org.tcserver.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tcserver.event.EventLog;
import org.tcserver.event.ServerEvent;
import org.tcserver.flow.FlowEnvironment;
import org.tcserver.net.ConnectionGate;
import org.tcserver.rtmfp.EndpointSettings;
import org.tcserver.rtmfp.RtmfpFigures;
import org.tcserver.rtmfp.crypto.Identity;
import org.tcserver.rtmfp.crypto.KeyingPolicy;
import org.tcserver.rtmfp.service.RedirectorSettings;
import org.tcserver.rtmfp.service.RtmfpEnvironment;
import org.tcserver.rtmfp.service.RtmfpService;
import org.tcserver.tc.Protocol;
import org.tcserver.tc.TcConnection;
import org.tcserver.tc.TcHandler;

/** RTMFP and its sockets, if any. Thread-safe after all sockets are bound. */
final class UdpService {
    private final EventLog log;
    private final Transport transport;
    private final ConnectionGate gate;
    private final Duration connectTimeout;
    private @Nullable RtmfpService rtmfp;

    UdpService(EventLog log, Transport transport, ConnectionGate gate, Duration connectTimeout) {
        this.log = log;
        this.transport = transport;
        this.gate = gate;
        this.connectTimeout = connectTimeout;
    }

    /** Returns the RTMFP identity, or null if RTMFP is disabled. Generating static keys takes a moment. */
    static @Nullable Identity identity(ServerConfig config) {
        if (config.listeners().rtmfp().isEmpty()) {
            return null;
        }
        var random = new SecureRandom();
        return config.transport().rtmfp().staticKeys() ? Identity.withStaticKeys(random) : Identity.ephemeral(random);
    }

    /** Binds {@code addresses}; {@code sessions} creates the session of each client. */
    void bind(
            List<InetSocketAddress> addresses,
            Identity identity,
            FlowEnvironment flows,
            Function<TcConnection, TcHandler> sessions)
            throws StartException, IOException {
        var options = transport.rtmfp();
        var policy = new KeyingPolicy(options.requiresHmac(), options.requiresSequenceNumbers());
        var service = new RtmfpService(
                new RtmfpEnvironment(
                        new EndpointSettings(identity, policy, new SecureRandom()),
                        flows,
                        gate,
                        connectTimeout,
                        transport.congestionDelay(),
                        options.allowsSeveralConnections()),
                log,
                sessions);
        rtmfp = service;
        register(service, transport.redirection());
        log.log(new ServerEvent.Rtmfp(identity.certificate().fingerprint().toHex()));
        for (var binding : Binding.of(addresses)) {
            try {
                binding.logListen(log, Protocol.RTMFP, service.bind(binding.settings(transport.dscp())));
            } catch (IOException e) {
                throw binding.failure("-B", e);
            }
        }
    }

    private void register(RtmfpService service, Redirection redirection) {
        var logins = redirection.credentials().stream()
                .map(each -> new RedirectorSettings.Login(each.user(), each.password()))
                .toList();
        for (var each : redirection.redirectors()) {
            service.register(new RedirectorSettings(
                    each.name(),
                    each.addresses(),
                    logins,
                    redirection.advertised(),
                    redirection.advertisesReflexive()));
        }
    }

    void start() {
        if (rtmfp != null) {
            rtmfp.start();
        }
    }

    void stopAccepting() {
        if (rtmfp != null) {
            rtmfp.stopAccepting();
        }
    }

    void drain() {
        if (rtmfp != null) {
            rtmfp.drain();
        }
    }

    void load(int clients) {
        if (rtmfp != null) {
            rtmfp.load(clients);
        }
    }

    /** Returns null if RTMFP is disabled. */
    @Nullable RtmfpFigures figures() {
        return rtmfp == null ? null : rtmfp.figures();
    }

    /** Runs {@code task} soon on the RTMFP thread, or at once if RTMFP is disabled. */
    void execute(Runnable task) {
        if (rtmfp == null) {
            task.run();
        } else {
            rtmfp.execute(task);
        }
    }

    ServerEvent.Introductions introductions() {
        return rtmfp == null ? new ServerEvent.Introductions(0, 0) : rtmfp.introductions();
    }

    void close() {
        if (rtmfp != null) {
            rtmfp.close();
        }
    }
}
