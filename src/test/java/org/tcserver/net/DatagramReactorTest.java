package org.tcserver.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tcserver.time.Clock;
import org.tcserver.wire.Bytes;

final class DatagramReactorTest implements DatagramHandler {
    private static final long PATIENCE_SECONDS = 60;

    private record Received(Bytes content, int interfaceId, InetSocketAddress from, String thread) {}

    private final DatagramReactor reactor = new DatagramReactor("reactor-under-test", Clock.SYSTEM);
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> advances = new LinkedBlockingQueue<>();
    private final AtomicLong deadline = new AtomicLong(Clock.NEVER);
    private final AtomicInteger failures = new AtomicInteger();
    private DatagramSocket peer = new DatagramSocket(null);

    DatagramReactorTest() throws IOException {}

    @BeforeEach
    void open() throws IOException {
        peer = new DatagramSocket(loopback(0));
        peer.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    }

    @AfterEach
    void close() {
        reactor.close();
        peer.close();
    }

    @Override
    public void receive(ByteBuffer datagram, int interfaceId, InetSocketAddress from, long nowNanos) {
        var bytes = new byte[datagram.remaining()];
        datagram.get(bytes);
        if (failures.getAndDecrement() > 0) {
            throw new IllegalStateException("a failure that is meant");
        }
        received.add(new Received(
                Bytes.wrap(bytes), interfaceId, from, Thread.currentThread().getName()));
    }

    @Override
    public long deadlineNanos(long nowNanos) {
        return deadline.get();
    }

    @Override
    public void advance(long nowNanos) {
        if (nowNanos >= deadline.get()) {
            deadline.set(Clock.NEVER);
            advances.add(nowNanos);
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** An IPv6 address that is zero but for its last byte. */
    private static InetSocketAddress six(int last, int port) {
        var octets = new byte[16];
        octets[15] = (byte) last;
        try {
            return new InetSocketAddress(InetAddress.getByAddress(octets), port);
        } catch (UnknownHostException e) {
            throw new AssertionError("there are 16", e);
        }
    }

    private int bind() throws IOException {
        return reactor.bind(new SocketSettings(loopback(0), false, 0));
    }

    private void sendTo(int interfaceId, String text) throws IOException {
        var bytes = Bytes.ofUtf8(text).toArray();
        peer.send(new DatagramPacket(bytes, bytes.length, reactor.address(interfaceId)));
    }

    private Received next() throws InterruptedException {
        var next = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(next);
        return next;
    }

    @Test
    void datagramsComeWithTheirSocketAndTheirOrigin() throws Exception {
        bind();
        bind();
        reactor.start(this);
        for (int id : List.of(1, 0, 1)) {
            sendTo(id, "to " + id);
            var got = next();
            assertEquals(Bytes.ofUtf8("to " + id), got.content());
            assertEquals(id, got.interfaceId());
            assertEquals(peer.getLocalPort(), got.from().getPort());
            assertEquals("reactor-under-test", got.thread());
        }
        sendTo(0, "");
        assertEquals(0, next().content().length());
    }

    @Test
    void datagramsGoOutOfTheSocketThatIsNamed() throws Exception {
        bind();
        bind();
        reactor.start(this);
        for (int id : List.of(1, 0)) {
            onReactor(() -> reactor.send(ByteBuffer.wrap(new byte[] {(byte) id}), id, loopback(peer.getLocalPort())));
            var packet = new DatagramPacket(new byte[10], 10);
            peer.receive(packet);
            assertEquals(reactor.address(id).getPort(), packet.getPort());
            assertEquals(id, packet.getData()[0]);
        }
    }

    private void onReactor(Runnable task) {
        reactor.schedule(task);
        reactor.wake();
    }

    /** Datagrams that are too long, go nowhere or go to the other family count as lost. */
    @Test
    void whatCannotBeSentHarmsNobody() throws Exception {
        bind();
        reactor.start(this);
        onReactor(() -> {
            reactor.send(ByteBuffer.allocate(66_000), 0, loopback(peer.getLocalPort()));
            reactor.send(ByteBuffer.allocate(10), 0, six(1, peer.getLocalPort()));
            reactor.send(ByteBuffer.allocate(10), 0, loopback(1));
        });
        sendTo(0, "still here");
        assertEquals(Bytes.ofUtf8("still here"), next().content());
    }

    @Test
    void aFailureIsOneDatagramsAlone() throws Exception {
        bind();
        failures.set(1);
        reactor.start(this);
        sendTo(0, "fails");
        sendTo(0, "does not");
        assertEquals(Bytes.ofUtf8("does not"), next().content());
        var done = new CountDownLatch(1);
        onReactor(() -> {
            throw new IllegalStateException("another failure that is meant");
        });
        onReactor(done::countDown);
        assertTrue(done.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void deadlinesAreKeptThoughNothingComes() throws Exception {
        bind();
        reactor.start(this);
        long due = Clock.SYSTEM.nanos() + TimeUnit.MILLISECONDS.toNanos(60);
        onReactor(() -> deadline.set(due));
        var at = advances.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(at);
        assertTrue(at >= due);
        onReactor(() -> deadline.set(0));
        assertNotNull(advances.poll(PATIENCE_SECONDS, TimeUnit.SECONDS), "what is overdue is done at once");
    }

    /**
     * The reactor runs each task once, however often several threads schedule. Tasks of one thread keep their order.
     */
    @Test
    void tasksAreRunOnceAndInOrder() throws Exception {
        bind();
        reactor.start(this);
        int each = 20_000;
        var last = new int[2];
        var disorder = new AtomicInteger();
        var done = new CountDownLatch(2 * each);
        var threads = new Thread[2];
        for (int t = 0; t < threads.length; t++) {
            int who = t;
            threads[t] = Thread.ofPlatform().start(() -> {
                for (int i = 1; i <= each; i++) {
                    int number = i;
                    onReactor(() -> {
                        disorder.addAndGet(number == last[who] + 1 ? 0 : 1);
                        last[who] = number;
                        reactor.schedule(done::countDown);
                        reactor.wake();
                    });
                }
            });
        }
        for (var thread : threads) {
            thread.join();
        }
        assertTrue(done.await(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> done.getCount() + " tasks are missing");
        assertEquals(0, disorder.get());
    }

    @Test
    void interfacesAreChosenByFamily() throws Exception {
        bind();
        reactor.bind(new SocketSettings(six(1, 0), false, 0));
        reactor.bind(new SocketSettings(six(0, 0), true, 0));
        assertEquals(List.of(0, 2), reactor.interfacesTo(loopback(1)));
        assertEquals(List.of(1, 2), reactor.interfacesTo(six(1, 1)));
    }

    /** Java's IPv6 sockets accept IPv4 too; the reactor must ignore such datagrams. */
    @Test
    void anIpv6WildcardSocketServesIpv6AloneUnlessToldOtherwise() throws Exception {
        reactor.bind(new SocketSettings(six(0, 0), false, 0));
        reactor.bind(new SocketSettings(six(0, 0), true, 0));
        reactor.start(this);
        for (int id : List.of(0, 1)) {
            var port = reactor.address(id).getPort();
            peer.send(new DatagramPacket(new byte[] {4}, 1, loopback(port)));
            try (var six = new DatagramSocket(six(1, 0))) {
                six.send(new DatagramPacket(new byte[] {6}, 1, six(1, port)));
            }
        }
        var got = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            var next = next();
            got.append(next.interfaceId()).append(next.content().at(0)).append(' ');
        }
        assertEquals(
                3,
                List.of("06", "14", "16").stream()
                        .filter(got.toString()::contains)
                        .count());
        assertNull(received.poll());
    }

    @Test
    void aPortInUseIsSaidAndLeavesTheOthers() throws Exception {
        bind();
        var taken = new SocketSettings(loopback(peer.getLocalPort()), false, 0);
        assertThrows(BindException.class, () -> reactor.bind(taken));
        assertEquals(1, bind());
    }

    @Test
    void closingRunsWhatIsScheduledAndFreesThePort() throws Exception {
        bind();
        var port = reactor.address(0).getPort();
        reactor.start(this);
        reactor.schedule(() -> reactor.send(ByteBuffer.wrap(new byte[] {7}), 0, loopback(peer.getLocalPort())));
        reactor.close();
        var packet = new DatagramPacket(new byte[10], 10);
        peer.receive(packet);
        assertEquals(7, packet.getData()[0]);
        new DatagramSocket(loopback(port)).close();
        reactor.close();
    }

    @Test
    void closingBeforeTheStartFreesThePort() throws Exception {
        bind();
        var port = reactor.address(0).getPort();
        reactor.close();
        new DatagramSocket(loopback(port)).close();
    }

    /** The reactor does not wait for itself. A busy machine may delay some tries, but not all. */
    @Test
    void theReactorMayCloseItself() throws Exception {
        long quickest = Long.MAX_VALUE;
        for (int i = 0; i < 20 && quickest >= NetParameters.CLOSE_TIMEOUT.toNanos(); i++) {
            quickest = Math.min(quickest, nanosToCloseItself());
        }
        assertTrue(quickest < NetParameters.CLOSE_TIMEOUT.toNanos(), "it waits for itself");
    }

    private long nanosToCloseItself() throws Exception {
        var closing = new DatagramReactor("closes-itself", Clock.SYSTEM);
        closing.bind(new SocketSettings(loopback(0), false, 0));
        closing.start(this);
        var took = new CompletableFuture<Long>();
        closing.schedule(() -> {
            long start = System.nanoTime();
            closing.close();
            took.complete(System.nanoTime() - start);
        });
        closing.wake();
        return took.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void diesOfAnError() throws Exception {
        var reported = new LinkedBlockingQueue<Throwable>();
        var failure = new AssertionError("a bug");
        reactor.schedule(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> reported.add(e));
            throw failure;
        });
        reactor.start(this);
        assertEquals(failure, reported.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
}
