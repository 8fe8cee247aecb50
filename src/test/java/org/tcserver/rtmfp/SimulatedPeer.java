package org.tcserver.rtmfp;

import java.net.InetSocketAddress;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tcserver.flow.FlowPriority;
import org.tcserver.flow.RecvFlow;
import org.tcserver.rtmfp.chunk.FIHello;
import org.tcserver.rtmfp.crypto.EndpointDiscriminator;
import org.tcserver.rtmfp.crypto.Identity;
import org.tcserver.rtmfp.crypto.KeyingPolicy;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/** An endpoint in a {@link SimulatedNetwork}, and a user of it that notes what happens. */
final class SimulatedPeer implements EndpointUser, OpeningUser {
    private static final long KEYING_MILLIS = 2;

    private final SimulatedNetwork network;
    private InetSocketAddress address;
    private final Endpoint endpoint;
    private final Identity identity;
    final List<SimulatedSession> sessions = new ArrayList<>();
    final List<String> failures = new ArrayList<>();

    @Nullable Introduction introduction;

    int keyings;
    int shortHellos;
    int omittedAnswers;
    int lookups;
    int keyingCapacity = 16;
    private int keyingsUnderWay;
    boolean refusesSessions;

    SimulatedPeer(SimulatedNetwork network, InetSocketAddress address, long seed) {
        this.network = network;
        this.address = address;
        var random = deterministicRandom(seed);
        identity = Identity.ephemeral(random);
        var settings = new EndpointSettings(identity, new KeyingPolicy(true, true), random);
        endpoint = new Endpoint(
                settings, this, (datagram, to) -> network.send(datagram, this.address, to.address()), new Worker());
    }

    static SecureRandom deterministicRandom(long seed) {
        try {
            var random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(seed);
            return random;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    Endpoint endpoint() {
        return endpoint;
    }

    InetSocketAddress address() {
        return address;
    }

    Path path() {
        return new Path(0, address);
    }

    Identity identity() {
        return identity;
    }

    Bytes fingerprint() {
        return identity.certificate().fingerprint();
    }

    /** From now on it has this address instead. */
    void moveTo(InetSocketAddress newAddress) {
        network.detach(address);
        address = newAddress;
        network.attach(this, newAddress);
    }

    void open(SimulatedPeer to) {
        open(to.fingerprint(), to);
    }

    void open(Bytes fingerprint, SimulatedPeer... to) {
        var candidates = new ArrayList<Path>();
        for (var peer : to) {
            candidates.add(peer.path());
        }
        endpoint.open(EndpointDiscriminator.ofFingerprint(fingerprint), candidates, this, network.nowNanos());
    }

    /** The latest session. */
    SimulatedSession session() {
        return sessions.getLast();
    }

    @Override
    public @Nullable SessionUser sessionOpened(Session session) {
        return refusesSessions ? null : opened(session);
    }

    @Override
    public void helloTooShort(Path from) {
        shortHellos++;
    }

    @Override
    public void answeredTooOften(Path to) {
        omittedAnswers++;
    }

    @Override
    public @Nullable Introduction lookup(Bytes fingerprint, Path from) {
        lookups++;
        return introduction;
    }

    @Override
    public SessionUser opened(Session session) {
        var user = new SimulatedSession(session);
        sessions.add(user);
        return user;
    }

    @Override
    public void failed(String reason) {
        failures.add(reason);
    }

    /** A session and a record of its events. */
    final class SimulatedSession implements SessionUser {
        final Session session;
        final List<SimulatedReceiver> receivers = new ArrayList<>();
        final List<Path> oldPaths = new ArrayList<>();
        boolean closed;

        @Nullable String closeReason;

        boolean acceptsFlows = true;

        SimulatedSession(Session session) {
            this.session = session;
        }

        ScriptedSource openFlow(String metadata, FlowPriority priority) {
            var source = new ScriptedSource();
            source.attach(session.open(Bytes.ofUtf8(metadata), null, priority, source));
            return source;
        }

        SimulatedReceiver receiver(String metadata) {
            return receivers.stream()
                    .filter(each -> each.flow.metadata().equals(Bytes.ofUtf8(metadata)))
                    .findFirst()
                    .orElseThrow();
        }

        @Override
        public void flowOpened(RecvFlow flow) {
            if (acceptsFlows) {
                var receiver = new SimulatedReceiver(network, flow);
                receivers.add(receiver);
                receiver.accept();
            }
        }

        @Override
        public void addressChanged(Path oldPath) {
            oldPaths.add(oldPath);
        }

        @Override
        public void forwarded(FIHello hello) {
            endpoint.answer(hello, 0, network.nowNanos());
        }

        @Override
        public void closed(@Nullable String reason) {
            closed = true;
            closeReason = reason;
        }
    }

    /** Computes at once, and reports the result a little later. */
    private final class Worker implements KeyingWorker {
        @Override
        public <T> boolean submit(Callable<T> work, Completion<T> done) {
            if (keyingsUnderWay >= keyingCapacity) {
                return false;
            }
            keyings++;
            keyingsUnderWay++;
            var result = result(work);
            network.after(KEYING_MILLIS, () -> {
                keyingsUnderWay--;
                done.accept(result, network.nowNanos());
            });
            return true;
        }

        private static <T> @Nullable T result(Callable<T> work) {
            try {
                return work.call();
            } catch (MalformedException e) {
                return null;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }
}
