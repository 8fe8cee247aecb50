package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.RawWebSocket;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.ServerProcess;

/** The server closes incomplete handshakes after 30 s and keeps other clients. */
@Execution(ExecutionMode.CONCURRENT)
class HalfOpenHandshakeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** {@code sent}: number of bytes of C0, C1 and C2. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 700, 1537, 3072})
    void halfOpenHandshakesEnd(int sent) throws Exception {
        try (var server = ServerProcess.startRtmp();
                var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            var start = new byte[sent];
            Arrays.fill(start, 0, Math.min(sent, 1), (byte) 3);
            socket.getOutputStream().write(start);
            assertEnds(server, socket);
        }
    }

    /**
     * {@code sent}: number of bytes of the request at first. One byte each second follows, which does not extend the
     * limit.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 20})
    void slowUpgradesEnd(int sent) throws Exception {
        try (var server = ServerProcess.startRtws();
                var socket = new Socket(InetAddress.getLoopbackAddress(), server.port("rtws"))) {
            var request = RawWebSocket.UPGRADE.getBytes(StandardCharsets.US_ASCII);
            socket.getOutputStream().write(request, 0, sent);
            Thread.startVirtualThread(() -> trickle(socket, request, sent));
            assertEnds(server, socket);
        }
    }

    private static void trickle(Socket socket, byte[] bytes, int from) {
        try {
            for (int i = from; i < bytes.length; i++) {
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
                socket.getOutputStream().write(bytes[i]);
            }
        } catch (IOException e) {
            assertFalse(e.toString().isEmpty(), "closed, as it should be");
        }
    }

    private static void assertEnds(ServerProcess server, Socket socket) throws Exception {
        try (var quiet = RtmpClient.connected(server.port(), "live")) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            drain(socket);
            var address = "127.0.0.1:" + socket.getLocalPort();
            var accept = server.await("accept", e -> e.is("accept") && e.has("address", address));
            var error = server.await("error", e -> e.is("error") && e.has("address", address), Deadline.in(PATIENCE));
            assertFalse(error.text("reason").isBlank(), error::line);
            var seconds = error.number("@timestamp") - accept.number("@timestamp");
            assertTrue(seconds > 29 && seconds < 45, () -> "closed after " + seconds + " s");
            quiet.fence();
        }
    }

    private static void drain(Socket socket) throws IOException {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (SocketException e) {
            assertTrue(e.toString().contains("reset"), e::toString);
        }
    }
}
