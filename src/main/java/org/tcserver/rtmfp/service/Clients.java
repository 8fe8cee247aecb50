package org.tcserver.rtmfp.service;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tcserver.event.EventLog;
import org.tcserver.event.RefusalReason;
import org.tcserver.event.ServerEvent;
import org.tcserver.flow.FlowConnection;
import org.tcserver.flow.FlowPeer;
import org.tcserver.flow.FlowThread;
import org.tcserver.memory.MemoryAccount;
import org.tcserver.net.Addresses;
import org.tcserver.rtmfp.EndpointUser;
import org.tcserver.rtmfp.Path;
import org.tcserver.rtmfp.Session;
import org.tcserver.rtmfp.SessionUser;
import org.tcserver.rtmfp.chunk.Address;
import org.tcserver.rtmfp.chunk.AddressOrigin;
import org.tcserver.tc.Protocol;
import org.tcserver.tc.ProtocolFigures;
import org.tcserver.tc.TcConnection;
import org.tcserver.tc.TcHandler;
import org.tcserver.wire.Bytes;

/**
 * All clients over RTMFP. Admits their connections, and introduces clients to each other. Confined to the reactor's
 * thread, except for the counters.
 */
final class Clients implements EndpointUser {
    private static final String PROTO = Protocol.RTMFP.label();

    private final RtmfpEnvironment environment;
    private final FlowThread thread;
    private final EventLog log;
    private final ProtocolFigures figures;
    private final Function<TcConnection, TcHandler> sessions;
    private final Map<Bytes, List<ClientTransport>> byFingerprint = new HashMap<>();
    private final Set<ClientSession> open = new HashSet<>();
    private final LongAdder lookups = new LongAdder();
    private final LongAdder introductions = new LongAdder();

    Clients(RtmfpEnvironment environment, FlowThread thread, EventLog log, Function<TcConnection, TcHandler> sessions) {
        this.environment = environment;
        figures = environment.flows().figures().of(Protocol.RTMFP);
        this.thread = thread;
        this.log = log;
        this.sessions = sessions;
    }

    @Override
    public boolean mayOpen(Path from) {
        return environment.gate().mayTry(from.address(), PROTO);
    }

    @Override
    public void helloTooShort(Path from) {
        environment.gate().refuse(RefusalReason.HELLO_SIZE, from.address(), PROTO);
    }

    @Override
    public void answeredTooOften(Path to) {
        environment.gate().refuse(RefusalReason.HELLO_RATE, to.address(), PROTO);
    }

    @Override
    public @Nullable SessionUser sessionOpened(Session session) {
        var admission = environment.gate().enter(session.path().address(), PROTO);
        if (admission == null) {
            return null;
        }
        session.limitExtraDelay(environment.extraDelay());
        var client = new ClientSession(session, this, admission, openAccount(session));
        client.awaitConnection(environment.flows().clock().nanos()
                + environment.connectTimeout().toNanos());
        open.add(client);
        return client;
    }

    void closed(ClientSession session) {
        open.remove(session);
        session.memory().close();
    }

    /** Opens an account. The budget may end the session from any thread, so the task runs on the reactor's. */
    private MemoryAccount openAccount(Session session) {
        long network = Addresses.network(session.path().address());
        var account = environment.flows().memory().open(network, () -> {
            thread.schedule(session::evict);
            thread.waker().run();
        });
        account.charge(ServiceParameters.SESSION_BYTES);
        return account;
    }

    /** Ends a session whose client has not connected in time. */
    void timedOut(Session session) {
        environment.gate().tooSlow(session.path().address(), PROTO);
        session.close();
    }

    /** Expires messages in the queues of all clients. Called once a second, since an idle queue has no other check. */
    void sweep(long nowNanos) {
        List.copyOf(open).forEach(session -> session.sweep(nowNanos));
    }

    @Override
    public @Nullable Introduction lookup(Bytes fingerprint, Path from) {
        lookups.increment();
        log.log(new ServerEvent.Lookup(Addresses.format(from.address()), fingerprint.toHex()));
        for (var transport : byFingerprint.getOrDefault(fingerprint, List.of())) {
            var addresses = transport.addresses();
            if (addresses != null) {
                var reported = addresses.stream()
                        .map(each -> new Address(each, AddressOrigin.REPORTED))
                        .toList();
                return new Introduction(transport.session().session(), reported);
            }
        }
        return null;
    }

    /**
     * Returns true if the client may connect, perhaps again. Without several connections per session, its peer ID must
     * be unique, because it is the connection ID.
     */
    boolean mayConnect(Session session, int connections) {
        return environment.severalConnections()
                ? connections < ServiceParameters.CONNECTIONS_PER_SESSION
                : !byFingerprint.containsKey(fingerprint(session));
    }

    FlowConnection connect(ClientTransport transport) {
        var session = transport.session().session();
        var fingerprint = fingerprint(session);
        figures.accept();
        log.log(new ServerEvent.Accept(PROTO, session.farAddress(), null, fingerprint.toHex()));
        byFingerprint.computeIfAbsent(fingerprint, absent -> new ArrayList<>()).addFirst(transport);
        var counted = figures.open(this);
        transport.figures(counted);
        var peer = new FlowPeer(
                Protocol.RTMFP,
                counted,
                transport.session().memory(),
                session.nearNonce(),
                session.farNonce(),
                fingerprint);
        return new FlowConnection(transport, thread, environment.flows(), peer, sessions);
    }

    void left(ClientTransport transport) {
        byFingerprint.computeIfPresent(fingerprint(transport.session().session()), (fingerprint, transports) -> {
            transports.remove(transport);
            return transports.isEmpty() ? null : transports;
        });
    }

    /** Counts an introduction. */
    void introduced() {
        introductions.increment();
    }

    ServerEvent.Introductions introductions() {
        return new ServerEvent.Introductions(lookups.sum(), introductions.sum());
    }

    private static Bytes fingerprint(Session session) {
        return session.farCertificate().fingerprint();
    }
}
