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

/** Serves RTMFP on any number of UDP sockets. Thread-safe, but all sockets are
 * bound, and all redirectors named, before {@link #start}. */
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

    /** {@code sessions} makes the session of each connection, on the reactor's thread. */
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

    /** Binds a socket; answers its address, with the port that was chosen. */
    public InetSocketAddress bind(SocketSettings settings) throws IOException {
        return reactor.address(reactor.bind(settings));
    }

    /** Has a redirector send clients here from the start on. */
    public void register(RedirectorSettings settings) {
        redirectors.add(new Redirector(settings, redirectorEnvironment));
    }

    /** Begins to serve. */
    public void start() {
        thread.start(endpoint);
        timers.every(ServiceParameters.SWEEP_PERIOD, () -> run(() -> clients.sweep(clock.nanos())));
        run(() -> redirectors.forEach(Redirector::connect));
    }

    /** Grants no more sessions; those that there are go on. */
    public void stopAccepting() {
        run(() -> endpoint.accept(false));
    }

    /** Tells the redirectors to send no more clients. */
    public void drain() {
        run(() -> redirectors.forEach(Redirector::drain));
    }

    /** Tells the redirectors how many clients the server has, over whichever protocol. */
    public void load(int clients) {
        if (!redirectors.isEmpty()) {
            run(() -> redirectors.forEach(each -> each.load(clients)));
        }
    }

    /** What is counted of all sessions; any thread may ask. */
    public RtmfpFigures figures() {
        return endpoint.figures();
    }

    /** Runs {@code task} on the reactor's thread, soon. */
    public void execute(Runnable task) {
        run(task);
    }

    /** How many were looked for by others so far, and how many introductions came of it. */
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
