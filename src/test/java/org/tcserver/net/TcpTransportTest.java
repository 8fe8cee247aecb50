package org.tcserver.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tcserver.testing.TestMemory;
import org.tcserver.time.Clock;

/** Transports over real sockets. */
@Timeout(90)
class TcpTransportTest {
    private static final int FLOOD_BYTES = 16 << 20;

    private final IoLoop loop;
    private final List<AutoCloseable> open = new ArrayList<>();

    TcpTransportTest() throws IOException {
        loop = new IoLoop("test-loop", Clock.SYSTEM, 0);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (var each : open) {
            each.close();
        }
        loop.close();
    }

    private Socket connect(Consumer<TcpTransport> serve) throws IOException {
        return connect(listen(ConnectionGate.OPEN, serve));
    }

    private TcpListener listen(ConnectionGate.Door door, Consumer<TcpTransport> serve) throws IOException {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var listener = new TcpListener(
                new SocketSettings(loopback, false, 0), List.of(loop), door, TestMemory.budget(0), serve);
        open.add(listener);
        listener.start();
        return listener;
    }

    private Socket connect(TcpListener listener) throws IOException {
        var socket = new Socket();
        open.add(socket);
        socket.setReceiveBufferSize(16 * 1024);
        socket.connect(listener.address());
        return socket;
    }

    private static int read(TcpTransport transport, ByteBuffer buffer) {
        try {
            return transport.read(buffer);
        } catch (SSLException e) {
            throw new AssertionError("there is no TLS here", e);
        }
    }

    @Test
    void acceptsAgainAfterAConnectionThatCouldNotBeSetUp() throws Exception {
        var isFirst = new AtomicBoolean(true);
        var served = new CompletableFuture<Void>();
        var listener = listen(
                from -> {
                    if (isFirst.getAndSet(false)) {
                        throw new IllegalStateException("a fault of ours");
                    }
                    return ConnectionGate.OPEN.admit(from);
                },
                transport -> served.complete(null));
        assertEquals(-1, connect(listener).getInputStream().read());
        connect(listener);
        served.get();
    }

    @Test
    void readsWhatCameAndTellsTheEnd() throws Exception {
        var seen = new CompletableFuture<String>();
        var socket = connect(transport -> {
            var text = new StringBuilder();
            var buffer = ByteBuffer.allocate(3);
            for (int count = 0; count >= 0; count = read(transport, buffer.clear())) {
                buffer.flip().limit(count);
                while (buffer.hasRemaining()) {
                    text.append((char) buffer.get());
                }
                assertTrue(count != 0 || transport.awaitReadable());
            }
            seen.complete(text.toString());
        });
        socket.getOutputStream().write("hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        socket.shutdownOutput();
        assertEquals("hello", seen.get());
    }

    @Test
    void aReaderIsWokenByOthers() throws Exception {
        var transports = new LinkedBlockingQueue<TcpTransport>();
        var woken = new CompletableFuture<Boolean>();
        connect(transport -> {
            transports.add(transport);
            woken.complete(transport.awaitReadable());
        });
        transports.take().wakeReader();
        assertTrue(woken.get());
    }

    @Test
    void closingEndsTheWaitAndTheConnection() throws Exception {
        var transports = new LinkedBlockingQueue<TcpTransport>();
        var isOpen = new CompletableFuture<Boolean>();
        var socket = connect(transport -> {
            transports.add(transport);
            isOpen.complete(transport.awaitReadable());
        });
        transports.take().close();
        assertFalse(isOpen.get());
        assertEquals(-1, endOf(socket));
    }

    /** Returns −1 at the end of the stream, even if the connection was reset. */
    private static int endOf(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (SocketException e) {
            return -1;
        }
    }

    /** Writes more than any socket can buffer, in pieces, as far as the socket accepts them. */
    private static final class Flood implements Writer {
        private final TcpTransport transport;
        private final BlockingQueue<Boolean> fullness;
        private int rest = FLOOD_BYTES;

        Flood(TcpTransport transport, BlockingQueue<Boolean> fullness) {
            this.transport = transport;
            this.fullness = fullness;
        }

        @Override
        public Next write(ByteBuffer scratch, long nowNanos) {
            try {
                if (!transport.flush()) {
                    return Next.WAIT;
                }
                int count = Math.min(rest, scratch.remaining());
                rest -= count;
                scratch.limit(count).position(count);
                if (count > 0 && !transport.write(scratch.flip())) {
                    fullness.add(true);
                    return Next.WAIT;
                }
                return rest > 0 ? Next.AGAIN : finish();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        private Next finish() throws IOException {
            transport.shutdownOutput();
            return Next.WAIT;
        }

        @Override
        public int messagesWritten() {
            return 1;
        }
    }

    /** Waits for an event other than the socket's, and counts its turns. */
    private static final class Held implements Writer {
        private final Semaphore asked = new Semaphore(0);
        private final AtomicInteger times = new AtomicInteger();
        private final IntConsumer told;

        /** Passes the number of each turn to {@code told}, on the loop's thread. */
        Held(IntConsumer told) {
            this.told = told;
        }

        @Override
        public Next write(ByteBuffer scratch, long nowNanos) {
            told.accept(times.incrementAndGet());
            asked.release();
            return Next.REVISIT;
        }

        @Override
        public int messagesWritten() {
            return 0;
        }
    }

    @Test
    void aWriterThatIsHeldUpIsLookedAtOnceInAPeriodHoweverOftenItWasScheduled() throws Exception {
        var busy = new Held(time -> {});
        for (int i = 0; i < 1000; i++) {
            loop.schedule(busy, true);
            loop.wake();
            busy.asked.acquire();
        }
        var timesOfBusy = new AtomicIntegerArray(10);
        var measure = new Held(time -> timesOfBusy.compareAndSet(Math.min(time, 9), 0, busy.times.get()));
        loop.schedule(measure, true);
        loop.wake();
        measure.asked.acquire(6);
        int times = timesOfBusy.get(6) - timesOfBusy.get(1);
        assertTrue(times < 10, () -> times + " times in five periods");
    }

    @Test
    void aFullSocketHoldsUpItsOwnWriterOnly() throws Exception {
        var fullness = new LinkedBlockingQueue<Boolean>();
        var done = new CompletableFuture<Boolean>();
        Consumer<TcpTransport> serve = transport -> {
            var writer = new Flood(transport, fullness);
            transport.attachWriter(writer);
            transport.loop().schedule(writer, true);
            transport.loop().wake();
            done.join();
        };
        try (var slow = connect(serve)) {
            assertNotNull(fullness.poll(30, TimeUnit.SECONDS), "nobody reads: the socket fills");
            try (var quick = connect(serve)) {
                assertEquals(FLOOD_BYTES, quick.getInputStream().readAllBytes().length);
            }
            assertEquals(FLOOD_BYTES, slow.getInputStream().readAllBytes().length);
        } finally {
            done.complete(true);
        }
    }
}
