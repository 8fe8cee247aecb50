package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.HeaderProxy;
import org.tcserver.testing.LoggedEvent;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.RtwsClient;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.StatusClient;
import org.tcserver.testing.TcClient;
import org.tcserver.testing.TlsFiles;
import org.tcserver.wire.Bytes;

/** Clients behind a proxy that uses the PROXY protocol, and clients without one. */
class ProxyProtocolIT {
    private static final String CLIENT = "203.0.113.7:4711";
    private static final byte[] RTMP_HANDSHAKE = handshake();

    @TempDir
    Path folder;

    private static byte[] handshake() {
        var c0c1 = new byte[1537];
        c0c1[0] = 3;
        return c0c1;
    }

    private static ServerProcess startRtmp(String... arguments) throws Exception {
        var all = new String[arguments.length + 2];
        all[0] = "--proxy-protocol";
        all[1] = HeaderProxy.HOST;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return ServerProcess.startRtmp(all);
    }

    private static TcClient client(String protocol, int port, TlsFiles tls) throws Exception {
        return switch (protocol) {
            case "rtws" -> RtwsClient.to(port).open();
            case "wss" -> new RtwsClient.Settings(port, 0, 0, "", tls.trusting()).open();
            case "rtmps" -> RtmpClient.to(0).underTls(tls.trusting(), port).open();
            default -> RtmpClient.to(port).open();
        };
    }

    private static LoggedEvent await(ServerProcess server, String type, String address) throws Exception {
        return server.await(type + " of " + address, e -> e.is(type) && e.has("address", address));
    }

    private static long refused(ServerProcess server, String reason) throws Exception {
        var counts = (Map<?, ?>) server.freshStats().members().get("refused");
        return counts != null && counts.get(reason) instanceof Number count ? count.longValue() : -1;
    }

    private static void assertCloses(Socket socket) {
        try {
            assertEquals(-1, socket.getInputStream().read());
        } catch (IOException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("reset"), e::toString);
        }
    }

    private static String address(Socket socket) {
        return HeaderProxy.HOST + ":" + socket.getLocalPort();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtmp", "rtmp-simple", "rtmps", "rtws", "wss"})
    void everyListenerUsesTheAddressInTheHeader(String protocol) throws Exception {
        var tls = TlsFiles.in(folder, "EC");
        var flags = tls.flags(
                "-s",
                "127.0.0.1:0",
                "-w",
                "127.0.0.1:0",
                "--rtmps",
                "127.0.0.1:0",
                "--wss",
                "127.0.0.1:0",
                "--metrics",
                "127.0.0.1:0");
        try (var server = startRtmp(flags);
                var proxy = HeaderProxy.telling(CLIENT, server.port(protocol));
                var proxied = client(protocol, proxy.port(), tls);
                var direct = client(protocol, server.port(protocol), tls)) {
            proxied.connectTo("live");
            direct.connectTo("live");
            var accept = await(server, "accept", CLIENT);
            assertTrue(accept.text("proxy").startsWith(HeaderProxy.HOST + ":"), accept::line);
            assertEquals(protocol, accept.text("proto"));
            await(server, "connect", CLIENT);
            server.await("connect", direct);
            assertNull(server.await("accept", direct).members().get("proxy"));
            var listed = StatusClient.of(server).get("/api/clients").body();
            assertTrue(listed.contains("\"address\":\"" + CLIENT + "\""), listed);
            proxied.disconnect();
            await(server, "close", CLIENT);
            direct.fence();
            server.closeCleanly();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0d0a0d0a000d0a515549540a2111000c cb007107 c0000201 1267 078f, 203.0.113.7:4711",
        "0d0a0d0a000d0a515549540a21210027 20010db8000000000000000000000007 20010db8000000000000000000000001 1267 078f 040000,"
                + "[2001:db8::7]:4711",
    })
    void version2IsRead(String header, String client) throws Exception {
        try (var server = startRtmp();
                var proxy = new HeaderProxy(server.port(), Bytes.ofHex(header.replace(" ", "")));
                var proxied = RtmpClient.connected(proxy.port(), "live")) {
            await(server, "connect", client);
            proxied.fence();
            server.closeCleanly();
        }
    }

    @Test
    void aProxyMayComeForItself() throws Exception {
        try (var server = startRtmp();
                var check = HeaderProxy.connect(server.port());
                var unknown = HeaderProxy.connect(server.port())) {
            check.getOutputStream()
                    .write(Bytes.ofHex("0d0a0d0a000d0a515549540a20000000").toArray());
            unknown.getOutputStream().write(Bytes.ofUtf8("PROXY UNKNOWN\r\n").toArray());
            for (var socket : new Socket[] {check, unknown}) {
                assertNull(await(server, "accept", address(socket)).members().get("proxy"));
                socket.getOutputStream().write(RTMP_HANDSHAKE);
                assertEquals(3, socket.getInputStream().read());
            }
            server.closeCleanly();
        }
    }

    @Test
    void aHeaderMayComeByteByByteAndTogetherWithWhatFollows() throws Exception {
        try (var server = startRtmp();
                var slow = HeaderProxy.connect(server.port());
                var fast = HeaderProxy.connect(server.port())) {
            for (byte octet : HeaderProxy.line(CLIENT).toArray()) {
                slow.getOutputStream().write(octet);
            }
            slow.getOutputStream().write(RTMP_HANDSHAKE);
            assertEquals(3, slow.getInputStream().read());
            var line = HeaderProxy.line("203.0.113.8:1").toArray();
            var all = java.util.Arrays.copyOf(line, line.length + RTMP_HANDSHAKE.length);
            System.arraycopy(RTMP_HANDSHAKE, 0, all, line.length, RTMP_HANDSHAKE.length);
            fast.getOutputStream().write(all);
            assertEquals(3, fast.getInputStream().read());
            await(server, "accept", CLIENT);
            await(server, "accept", "203.0.113.8:1");
            server.closeCleanly();
        }
    }

    @Test
    void closesConnectionsWithoutAValidHeader() throws Exception {
        try (var server = startRtmp();
                var none = HeaderProxy.connect(server.port());
                var malformed = HeaderProxy.connect(server.port());
                var half = HeaderProxy.connect(server.port())) {
            none.getOutputStream().write(RTMP_HANDSHAKE);
            assertCloses(none);
            var error = await(server, "proxy-error", address(none));
            assertEquals("no PROXY header of version 1 or 2", error.text("reason"));
            assertEquals("rtmp", error.text("proto"));
            malformed
                    .getOutputStream()
                    .write(HeaderProxy.line("203.0.113.777:1").toArray());
            assertCloses(malformed);
            assertEquals(
                    "a malformed address in the PROXY line",
                    await(server, "proxy-error", address(malformed)).text("reason"));
            half.getOutputStream().write(Bytes.ofUtf8("PROXY TCP4").toArray());
            half.shutdownOutput();
            assertCloses(half);
            assertEquals(
                    "the proxy left in the middle of the PROXY header",
                    await(server, "proxy-error", address(half)).text("reason"));
            assertEquals(3, refused(server, "proxy-header"));
            assertFalse(server.events().stream().anyMatch(e -> e.is("accept")));
            server.closeCleanly();
        }
    }

    @Test
    void aHeaderMustComeInTime() throws Exception {
        try (var server = startRtmp("--handshake-timeout", "0.5");
                var silent = HeaderProxy.connect(server.port());
                var slow = HeaderProxy.connect(server.port())) {
            slow.getOutputStream().write(Bytes.ofUtf8("PROXY").toArray());
            for (var socket : new Socket[] {silent, slow}) {
                assertCloses(socket);
                assertEquals(
                        "no PROXY header within the time allowed",
                        await(server, "proxy-error", address(socket)).text("reason"));
            }
            assertEquals(2, refused(server, "handshake-timeout"));
            assertEquals(2, refused(server, "proxy-header"));
            server.closeCleanly();
        }
    }

    /** Load balancers do this to check whether the port is open. */
    @Test
    void aProxyThatSaysNothingAndLeavesIsNoError() throws Exception {
        try (var server = startRtmp("--max-connections", "1")) {
            HeaderProxy.connect(server.port()).close();
            try (var next = connectedSoon(server.port())) {
                next.fence();
            }
            assertEquals(0, refused(server, "proxy-header"));
            server.closeCleanly();
        }
    }

    private static RtmpClient connectedSoon(int port) throws Exception {
        var deadline = Deadline.patient();
        while (true) {
            try {
                return RtmpClient.connected(port, "live");
            } catch (IOException e) {
                assertFalse(deadline.isOver(), e::toString);
            }
        }
    }

    @Test
    void refusesAHeaderFromOtherSenders() throws Exception {
        try (var server = startRtmp();
                var liar = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            liar.setSoTimeout((int) Deadline.PATIENCE.toMillis());
            liar.getOutputStream().write(HeaderProxy.line(CLIENT).toArray());
            assertCloses(liar);
            await(server, "error", "127.0.0.1:" + liar.getLocalPort());
            assertFalse(server.events().stream().anyMatch(e -> e.has("address", CLIENT)));
            server.closeCleanly();
        }
    }

    @Test
    void limitsPerAddressCountTheAddressInTheHeader() throws Exception {
        try (var server = startRtmp("--max-connections-per-address", "1");
                var proxy = HeaderProxy.telling(CLIENT, server.port());
                var first = RtmpClient.connected(proxy.port(), "live")) {
            proxy.tell(HeaderProxy.line("203.0.113.7:9"));
            assertThrows(IOException.class, () -> RtmpClient.connected(proxy.port(), "live"));
            var refusal = await(server, "refuse", "203.0.113.7:9");
            assertEquals("connections-per-address", refusal.text("reason"));
            proxy.tell(HeaderProxy.line("203.0.113.8:9"));
            try (var second = RtmpClient.connected(proxy.port(), "live")) {
                second.fence();
            }
            first.fence();
            server.closeCleanly();
        }
    }

    @Test
    void connectionsCountAmongAllBeforeTheHeaderIsThere() throws Exception {
        try (var server = startRtmp("--max-connections", "1");
                var silent = HeaderProxy.connect(server.port())) {
            assertThrows(IOException.class, () -> RtmpClient.connected(server.port(), "live"));
            server.await("refuse", e -> e.is("refuse") && e.has("reason", "connections"));
            silent.getOutputStream().write(HeaderProxy.line(CLIENT).toArray());
            silent.getOutputStream().write(RTMP_HANDSHAKE);
            assertEquals(3, silent.getInputStream().read());
            server.closeCleanly();
        }
    }
}
