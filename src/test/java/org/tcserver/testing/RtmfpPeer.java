package org.tcserver.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.tcserver.net.Addresses;
import org.tcserver.net.DatagramHandler;
import org.tcserver.net.DatagramReactor;
import org.tcserver.net.SocketSettings;
import org.tcserver.rtmfp.Endpoint;
import org.tcserver.rtmfp.EndpointSettings;
import org.tcserver.rtmfp.EndpointUser;
import org.tcserver.rtmfp.KeyingWorker;
import org.tcserver.rtmfp.OpeningUser;
import org.tcserver.rtmfp.Path;
import org.tcserver.rtmfp.Session;
import org.tcserver.rtmfp.SessionUser;
import org.tcserver.rtmfp.chunk.FIHello;
import org.tcserver.rtmfp.crypto.EndpointDiscriminator;
import org.tcserver.time.Clock;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * An RTMFP endpoint that owns two ports and uses one at a time. It opens and accepts sessions, and answers hellos that
 * a forwarder passes on. Thread-safe; its methods wait for the result.
 */
public final class RtmfpPeer implements AutoCloseable {
    private static final int SESSIONS_PER_TURN = 64;

    /** The engine sees a single socket, whichever port is in use. */
    private static final int INTERFACE_ID = 0;

    private final DatagramReactor reactor;
    private final Endpoint endpoint;
    private final RtmfpPeerSettings settings;
    private final BlockingQueue<RtmfpSession> incoming = new LinkedBlockingQueue<>();
    private final AtomicInteger socket = new AtomicInteger();
    private volatile @Nullable Introducer introducer;

    /** Finds the addresses of another peer for introductions. Called on the peer's thread. */
    public interface Introducer {
        EndpointUser.@Nullable Introduction lookup(Bytes fingerprint);
    }

    public RtmfpPeer(RtmfpPeerSettings settings) throws IOException {
        this.settings = settings;
        reactor = new DatagramReactor("rtmfp-peer", Clock.SYSTEM);
        for (int i = 0; i < 2; i++) {
            reactor.bind(new SocketSettings(settings.bind(), false, 0));
        }
        var endpointSettings = new EndpointSettings(settings.identity(), settings.policy(), RtmfpPeerSettings.random());
        endpoint = new Endpoint(
                endpointSettings,
                new Accepting(),
                (datagram, to) -> reactor.send(datagram, socket.get(), to.address()),
                new Keying());
        reactor.start(new Handler());
    }

    /** Returns the current address. */
    public InetSocketAddress address() {
        try {
            return reactor.address(socket.get());
        } catch (IOException e) {
            throw new AssertionError("it is bound", e);
        }
    }

    public Bytes fingerprint() {
        return settings.identity().certificate().fingerprint();
    }

    /** Opens a session to the endpoint that the discriminator selects, at one of these addresses. */
    public RtmfpSession open(EndpointDiscriminator discriminator, InetSocketAddress... candidates)
            throws InterruptedException {
        return within(Deadline.PATIENCE.toMillis(), begin(discriminator, candidates));
    }

    /** Does the same without waiting. */
    public CompletableFuture<RtmfpSession> begin(EndpointDiscriminator discriminator, InetSocketAddress... candidates) {
        var opened = new CompletableFuture<RtmfpSession>();
        var user = new OpeningUser() {
            @Override
            public SessionUser opened(Session session) {
                var opening = new RtmfpSession(RtmfpPeer.this, session);
                opened.complete(opening);
                return opening;
            }

            @Override
            public void failed(String reason) {
                opened.completeExceptionally(new IOException("no session: " + reason));
            }
        };
        run(() -> endpoint.open(
                discriminator,
                List.of(candidates).stream()
                        .map(each -> new Path(INTERFACE_ID, each))
                        .toList(),
                user,
                Clock.SYSTEM.nanos()));
        return opened;
    }

    /** Waits for the next session that another endpoint opened. */
    public RtmfpSession awaitSession() throws InterruptedException {
        var session = incoming.poll(Deadline.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (session == null) {
            throw new AssertionError("nobody opened a session to " + Addresses.format(address()));
        }
        return session;
    }

    public void introduce(Introducer who) {
        introducer = who;
    }

    /** Switches to the other source port. */
    public void move() {
        socket.updateAndGet(each -> 1 - each);
    }

    /** Schedules {@code task} on the peer's thread. */
    public void run(Runnable task) {
        reactor.schedule(task);
        reactor.wake();
    }

    /** Runs {@code task} on the peer's thread and returns its result. */
    public <T> T call(Callable<T> task) throws InterruptedException {
        var result = new CompletableFuture<T>();
        run(() -> {
            try {
                result.complete(task.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return within(Deadline.PATIENCE.toMillis(), result);
    }

    /** Disappears without closing its sessions. */
    public void vanish() {
        reactor.close();
    }

    /** Closes all sessions at once. */
    @Override
    public void close() {
        run(() -> endpoint.abort(Clock.SYSTEM.nanos()));
        vanish();
    }

    static <T> T within(long millis, CompletableFuture<T> result) throws InterruptedException {
        try {
            return result.get(millis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e.toString(), e);
        }
    }

    void answer(FIHello hello) {
        endpoint.answer(hello, INTERFACE_ID, Clock.SYSTEM.nanos());
    }

    private final class Accepting implements EndpointUser {
        @Override
        public SessionUser sessionOpened(Session session) {
            var opened = new RtmfpSession(RtmfpPeer.this, session);
            incoming.add(opened);
            return opened;
        }

        @Override
        public @Nullable Introduction lookup(Bytes fingerprint, Path from) {
            var asked = introducer;
            return asked == null ? null : asked.lookup(fingerprint);
        }
    }

    private final class Handler implements DatagramHandler {
        @Override
        public void receive(ByteBuffer datagram, int interfaceId, InetSocketAddress from, long nowNanos) {
            endpoint.receive(datagram, new Path(INTERFACE_ID, from), nowNanos);
        }

        @Override
        public long deadlineNanos(long nowNanos) {
            return endpoint.deadlineNanos(nowNanos);
        }

        @Override
        public void advance(long nowNanos) {
            endpoint.advance(SESSIONS_PER_TURN, nowNanos);
        }
    }

    /** Runs each key agreement on its own thread. */
    private final class Keying implements KeyingWorker {
        @Override
        public <T> boolean submit(Callable<T> work, Completion<T> done) {
            Thread.startVirtualThread(() -> {
                var result = result(work);
                run(() -> done.accept(result, Clock.SYSTEM.nanos()));
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
