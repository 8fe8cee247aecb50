package org.tcserver.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcserver.cert.FileIdentity;
import org.tcserver.cert.PemFile;
import org.tcserver.testing.TestMemory;
import org.tcserver.testing.TlsFiles;
import org.tcserver.time.Clock;

/** Transports under TLS, over real sockets. */
@Timeout(90)
class TlsTransportTest {
    private static final int FLOOD_BYTES = 4 << 20;

    @TempDir
    Path folder;

    private final IoLoop loop;
    private final Semaphore turns = new Semaphore(1);
    private final List<AutoCloseable> open = new ArrayList<>();

    TlsTransportTest() throws IOException {
        loop = new IoLoop("test-loop", Clock.SYSTEM, 0);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (var each : open) {
            each.close();
        }
        loop.close();
    }

    private InetSocketAddress listen(Consumer<TcpTransport> serve) throws IOException {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var listener = new TcpListener(
                new SocketSettings(loopback, false, 0),
                List.of(loop),
                ConnectionGate.OPEN,
                TestMemory.budget(0),
                serve);
        open.add(listener);
        listener.start();
        return listener.address();
    }

    private SSLSocket connect(TlsFiles files, String protocol, InetSocketAddress address)
            throws IOException, GeneralSecurityException {
        var socket = (SSLSocket) files.trusting().getSocketFactory().createSocket();
        open.add(socket);
        socket.setReceiveBufferSize(16 * 1024);
        socket.setEnabledProtocols(new String[] {protocol});
        socket.connect(address);
        return socket;
    }

    private static FileIdentity identity(TlsFiles files) throws Exception {
        return new FileIdentity(new PemFile("", files.certificate()), new PemFile("", files.key()));
    }

    /** Echoes all input, read in pieces of {@code size} bytes. */
    private void echo(TcpTransport transport, FileIdentity identity, int size) {
        try {
            transport.secure(identity.newEngine(), turns);
            var buffer = ByteBuffer.allocate(size);
            for (int count = 0; count >= 0; count = transport.read(buffer.clear())) {
                transport.writeFully(buffer.limit(count).position(0));
                if (count == 0 && !transport.awaitReadable()) {
                    throw new IOException("closed");
                }
            }
            transport.shutdownOutput();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.3, RSA, 65536", "TLSv1.3, EC, 3", "TLSv1.2, RSA, 16384", "TLSv1.2, EC, 7777"})
    void carriesBytesBothWaysWhateverTheSizes(String protocol, String algorithm, int readSize) throws Exception {
        var files = TlsFiles.in(folder, algorithm);
        var identity = identity(files);
        var address = listen(transport -> echo(transport, identity, readSize));
        var sent = new byte[readSize < 100 ? 40_000 : 400_000];
        new Random(readSize).nextBytes(sent);
        var socket = connect(files, protocol, address);
        var writing = CompletableFuture.runAsync(() -> {
            try {
                socket.getOutputStream().write(sent);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        assertArrayEquals(sent, socket.getInputStream().readNBytes(sent.length));
        writing.join();
        assertEquals(protocol, socket.getSession().getProtocol());
        socket.shutdownOutput();
        assertEquals(-1, socket.getInputStream().read(), "the end is told by TLS, too");
    }

    /** Writes numbers as far as the socket accepts them. */
    private static final class Counting implements Writer {
        private final TcpTransport transport;
        private int written;

        Counting(TcpTransport transport) {
            this.transport = transport;
        }

        @Override
        public Next write(ByteBuffer scratch, long nowNanos) {
            try {
                if (!transport.flush()) {
                    return Next.WAIT;
                }
                while (scratch.hasRemaining() && written < FLOOD_BYTES) {
                    scratch.put((byte) (written++ % 251));
                }
                if (!transport.write(scratch.flip())) {
                    return Next.WAIT;
                }
                if (written < FLOOD_BYTES) {
                    return Next.AGAIN;
                }
                transport.shutdownOutput();
                return Next.WAIT;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public int messagesWritten() {
            return 1;
        }
    }

    /** Returns the bytes that a client reads from {@code writer}, which begins at once. */
    private byte[] written(String protocol, Function<TcpTransport, Writer> writer) throws Exception {
        var files = TlsFiles.in(folder, "EC");
        var identity = identity(files);
        var done = new CompletableFuture<Boolean>();
        var address = listen(transport -> {
            try {
                transport.secure(identity.newEngine(), turns);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            var attached = writer.apply(transport);
            transport.attachWriter(attached);
            loop.schedule(attached, true);
            loop.wake();
            done.join();
        });
        try {
            return connect(files, protocol, address).getInputStream().readAllBytes();
        } finally {
            done.complete(true);
        }
    }

    @Test
    void whatASlowClientDoesNotTakeIsKept() throws Exception {
        var bytes = written("TLSv1.3", Counting::new);
        assertEquals(FLOOD_BYTES, bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            assertEquals((byte) (i % 251), bytes[i]);
        }
    }

    /** The server writes everything at once, keeps most of it, and ends the output before the client reads. */
    @ParameterizedTest
    @CsvSource({"TLSv1.3", "TLSv1.2"})
    void theEndComesAfterWhatWasKept(String protocol) throws Exception {
        var bytes = written(protocol, AllAtOnce::new);
        assertEquals(AllAtOnce.BYTES, bytes.length);
    }

    /** Hands all remaining bytes to the transport at once. */
    private static final class AllAtOnce implements Writer {
        private static final int BYTES = 64 * 60_000;

        private final TcpTransport transport;
        private boolean written;

        AllAtOnce(TcpTransport transport) {
            this.transport = transport;
        }

        @Override
        public Next write(ByteBuffer scratch, long nowNanos) {
            try {
                for (int i = 0; i < 64 && !written; i++) {
                    transport.write(ByteBuffer.allocate(60_000));
                }
                if (!written) {
                    transport.shutdownOutput();
                }
                written = true;
                return Next.WAIT;
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public int messagesWritten() {
            return 1;
        }
    }

    /** The client receives an alert, too. */
    @Test
    void whatIsNoTlsAfterTheHandshakeIsAFailure() throws Exception {
        var files = TlsFiles.in(folder, "EC");
        var identity = identity(files);
        var failure = new CompletableFuture<Exception>();
        var address = listen(transport -> {
            try {
                transport.secure(identity.newEngine(), turns);
                var buffer = ByteBuffer.allocate(100);
                while (transport.read(buffer.clear()) >= 0 && transport.awaitReadable()) {
                    // the content of the alert does not matter
                }
            } catch (IOException e) {
                failure.complete(e);
            }
        });
        try (var raw = new Socket(address.getAddress(), address.getPort());
                var socket = (SSLSocket) files.trusting().getSocketFactory().createSocket(raw, null, 0, false)) {
            socket.startHandshake();
            raw.getOutputStream().write(new byte[] {
                0x17, 3, 3, 0, 20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20
            });
            assertInstanceOf(SSLException.class, failure.join());
            var told = assertThrows(
                    SSLException.class, () -> socket.getInputStream().read());
            assertTrue(String.valueOf(told.getMessage()).contains("bad_record_mac"), told::toString);
        }
    }

    /** A socket that stays open when TLS on it ends. */
    private static final class HeldOpen extends Socket {
        HeldOpen(InetSocketAddress address) throws IOException {
            super(address.getAddress(), address.getPort());
        }

        @Override
        public void shutdownOutput() {
            // the peer learns of the end from TLS alone
        }
    }

    /** The end of TLS causes no event on the socket: no more bytes may arrive there. */
    @ParameterizedTest
    @CsvSource({"TLSv1.3", "TLSv1.2"})
    void seesTheEndThatCameWithTheLastBytes(String protocol) throws Exception {
        var files = TlsFiles.in(folder, "EC");
        var identity = identity(files);
        var sent = new CompletableFuture<Boolean>();
        var received = new CompletableFuture<Integer>();
        var address = listen(transport -> {
            try {
                transport.secure(identity.newEngine(), turns);
                sent.join();
                var buffer = ByteBuffer.allocate(100);
                while (transport.awaitReadable() && transport.read(buffer) >= 0) {
                    // the end follows
                }
                received.complete(buffer.position());
            } catch (IOException e) {
                received.completeExceptionally(e);
            }
        });
        try (var raw = new HeldOpen(address);
                var socket = (SSLSocket) files.trusting().getSocketFactory().createSocket(raw, null, 0, false)) {
            raw.setTcpNoDelay(true);
            raw.setSoTimeout(1000); // limits close(), which waits for an answer
            socket.setEnabledProtocols(new String[] {protocol});
            socket.getOutputStream().write(new byte[7]);
            socket.shutdownOutput();
            sent.complete(true);
            assertEquals(7, received.get(60, TimeUnit.SECONDS));
        }
    }

    private InetSocketAddress listenForFailure(CompletableFuture<Exception> failure) throws Exception {
        var identity = identity(TlsFiles.in(folder, "EC"));
        return listen(transport -> {
            try {
                transport.secure(identity.newEngine(), turns);
            } catch (IOException e) {
                failure.complete(e);
            }
        });
    }

    /** The reader has no room for such a record, so it could only wait for ever. */
    @Test
    void aRecordThatIsTooLongEndsTheHandshake() throws Exception {
        var failure = new CompletableFuture<Exception>();
        var address = listenForFailure(failure);
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            var record = new byte[20_005];
            System.arraycopy(new byte[] {0x16, 3, 3, 0x4e, 0x20}, 0, record, 0, 5);
            socket.getOutputStream().write(record, 0, 20_000);
            assertInstanceOf(SSLException.class, failure.get());
        }
    }

    @Test
    void whoeverSpeaksNoTlsIsToldSo() throws Exception {
        var failure = new CompletableFuture<Exception>();
        var address = listenForFailure(failure);
        try (var socket = new Socket(address.getAddress(), address.getPort())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertInstanceOf(SSLException.class, failure.get());
            int alert = 21;
            assertEquals(alert, socket.getInputStream().read());
        }
        assertEquals(1, turns.availablePermits());
    }
}
