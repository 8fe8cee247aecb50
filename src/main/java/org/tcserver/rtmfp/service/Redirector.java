package org.tcserver.rtmfp.service;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.tcserver.event.ServerEvent.RedirectorReflexive;
import org.tcserver.event.ServerEvent.RedirectorStatus;
import org.tcserver.event.ServerEvent.RedirectorStatus.Status;
import org.tcserver.net.Addresses;
import org.tcserver.rtmfp.OpeningUser;
import org.tcserver.rtmfp.Path;
import org.tcserver.rtmfp.Session;
import org.tcserver.rtmfp.SessionUser;
import org.tcserver.rtmfp.chunk.FIHello;
import org.tcserver.rtmfp.crypto.EndpointDiscriminator;

/**
 * A redirector that sends clients to this server. Registers with it, retries if necessary, and reports the server's
 * load and its draining. Confined to the reactor's thread.
 */
final class Redirector implements OpeningUser {
    private final RedirectorSettings settings;
    private final RedirectorEnvironment environment;
    private @Nullable Registration registration;
    private long attemptNanos;
    private boolean draining;
    private int load;
    private int toldLoad;
    private boolean loadTimerRuns;

    Redirector(RedirectorSettings settings, RedirectorEnvironment environment) {
        this.settings = settings;
        this.environment = environment;
    }

    void connect() {
        long now = environment.clock().nanos();
        attemptNanos = now;
        log(Status.CONNECTING);
        var candidates = new ArrayList<Path>();
        for (var address : settings.addresses()) {
            environment.thread().interfacesTo(address).forEach(id -> candidates.add(new Path(id, address)));
        }
        environment.endpoint().open(EndpointDiscriminator.ofRequiredHostname(settings.name()), candidates, this, now);
    }

    /** Sets the current number of clients. */
    void load(int clients) {
        load = clients;
        tellLoadIfChanged();
    }

    /** Asks the redirector to send no more clients. */
    void drain() {
        draining = true;
        if (registration != null) {
            registration.send(RedirectorCommand.draining());
        }
    }

    @Override
    public SessionUser opened(Session session) {
        session.limitRetransmission(ServiceParameters.REDIRECTOR_RETRANSMIT_LIMIT);
        var opened = new Registration(this, session);
        registration = opened;
        log(Status.CONNECTED);
        settings.logins().forEach(login -> opened.send(RedirectorCommand.simpleAuth(login, session.farNonce())));
        opened.send(draining ? RedirectorCommand.draining() : RedirectorCommand.settings(settings));
        tellLoad(opened);
        return opened;
    }

    @Override
    public void failed(String reason) {
        disconnected(Status.DISCONNECTED);
    }

    /** Handles the end of the session, or a failure to open it. Tries again after a delay. */
    void disconnected(Status status) {
        log(status);
        registration = null;
        long next = attemptNanos + ServiceParameters.REDIRECTOR_RETRY.toNanos();
        after(Duration.ofNanos(next - environment.clock().nanos()), this::connect);
    }

    void reflexive(InetSocketAddress address, Session session) {
        environment.log().log(
                new RedirectorReflexive(settings.name(), session.farAddress(), Addresses.format(address)));
    }

    /** Answers a client that the redirector sent here, at the address that the redirector sees. */
    void answer(FIHello hello, Session session) {
        var interfaces = environment.thread().interfacesTo(hello.replyAddress().endpoint());
        int own = session.path().interfaceId();
        if (!interfaces.isEmpty()) {
            int interfaceId = interfaces.contains(own) ? own : interfaces.getFirst();
            environment
                    .endpoint()
                    .answer(hello, interfaceId, environment.clock().nanos());
        }
    }

    private void tellLoadIfChanged() {
        if (registration != null && load != toldLoad && !loadTimerRuns) {
            tellLoad(registration);
        }
    }

    /** Reports the load. Changes during the next period wait for its end. */
    private void tellLoad(Registration to) {
        toldLoad = load;
        to.send(RedirectorCommand.loadFactor(load));
        if (!loadTimerRuns) {
            loadTimerRuns = true;
            after(ServiceParameters.LOAD_FACTOR_PERIOD, () -> {
                loadTimerRuns = false;
                tellLoadIfChanged();
            });
        }
    }

    private void after(Duration delay, Runnable task) {
        environment.timers().after(delay, () -> {
            environment.thread().schedule(task);
            environment.thread().waker().run();
        });
    }

    private void log(Status status) {
        var address = registration == null
                ? Addresses.format(settings.addresses().getFirst())
                : registration.session().farAddress();
        environment.log().log(new RedirectorStatus(settings.name(), address, status));
    }
}
