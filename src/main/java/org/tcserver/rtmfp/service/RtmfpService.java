package org.tcserver.rtmfp.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.tcserver.event.EventLog;
import org.tcserver.event.ServerEvent;
import org.tcserver.net.DatagramReactor;
import org.tcserver.net.SocketSettings;
import org.tcserver.rtmfp.Endpoint;
import org.tcserver.rtmfp.RtmfpFigures;
import org.tcserver.tc.Protocol;
import org.tcserver.tc.TcConnection;
import org.tcserver.tc.TcHandler;
import org.tcserver.time.Clock;
import org.tcserver.time.Timers;

/**
 * An RTMFP service on any number of UDP sockets. Thread-safe; but bind all sockets and register all redirectors before
 * {@link #start}.
 */
public final class RtmfpService implements AutoCloseable {
    private final DatagramReactor reactor;
    private final Clock clock;
    private final Timers timers;
    private final EndpointReactor thread;
    private final KeyingThread keying;
    private final Clients clients;
    private final Endpoint endpoint;
    private final RedirectorEnvironment redirectorEnvironment;
    private final List<Redirector> redirectors = new ArrayList<>();

    /** Creates a service. {@code sessions} makes the session of each connection, on the reactor's thread. */
    public RtmfpService(RtmfpEnvironment environment, EventLog log, Function<TcConnection, TcHandler> sessions)
            throws IOException {
        clock = environment.flows().clock();
        timers = environment.flows().timers();
        reactor = new DatagramReactor("rtmfp", clock);
        thread = new EndpointReactor(reactor, environment.flows().figures().of(Protocol.RTMFP));
        keying = new KeyingThread(thread, clock);
        clients = new Clients(environment, thread, log, sessions);
        endpoint = new Endpoint(environment.endpoint(), clients, thread, keying);
        redirectorEnvironment = new RedirectorEnvironment(endpoint, thread, timers, clock, log);
    }

    /** Binds a socket. Returns its address with the actual port. */
    public InetSocketAddress bind(SocketSettings settings) throws IOException {
        return reactor.address(reactor.bind(settings));
    }

    /** Registers with a redirector at the start. */
    public void register(RedirectorSettings settings) {
        redirectors.add(new Redirector(settings, redirectorEnvironment));
    }

    /** Starts to serve. */
    public void start() {
        thread.start(endpoint);
        timers.every(ServiceParameters.SWEEP_PERIOD, () -> run(() -> clients.sweep(clock.nanos())));
        run(() -> redirectors.forEach(Redirector::connect));
    }

    /** Refuses new sessions. Existing ones continue. */
    public void stopAccepting() {
        run(() -> endpoint.accept(false));
    }

    /** Asks the redirectors to send no more clients. */
    public void drain() {
        run(() -> redirectors.forEach(Redirector::drain));
    }

    /** Reports the server's number of clients, over all protocols, to the redirectors. */
    public void load(int clients) {
        if (!redirectors.isEmpty()) {
            run(() -> redirectors.forEach(each -> each.load(clients)));
        }
    }

    /** Returns the figures of all sessions. Any thread may call this. */
    public RtmfpFigures figures() {
        return endpoint.figures();
    }

    /** Runs {@code task} on the reactor's thread, soon. */
    public void execute(Runnable task) {
        run(task);
    }

    /** Returns the number of look-ups so far, and the number of introductions that resulted. */
    public ServerEvent.Introductions introductions() {
        return clients.introductions();
    }

    /** Closes all sessions and sockets, soon. */
    @Override
    public void close() {
        run(() -> endpoint.abort(clock.nanos()));
        reactor.close();
        keying.close();
    }

    private void run(Runnable task) {
        thread.schedule(task);
        reactor.wake();
    }
}
