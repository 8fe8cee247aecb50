package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcserver.testing.HeaderProxy;
import org.tcserver.testing.RawWebSocket;
import org.tcserver.testing.RtwsClient;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.StatusClient;
import org.tcserver.testing.TlsFiles;
import org.tcserver.wire.Bytes;

/** RTWebSocket clients behind a proxy whose {@code X-Forwarded-For} the server trusts. */
class TrustedProxyIT {
    private static RtwsClient forwarded(int port, String entries) throws Exception {
        return new RtwsClient.Settings(port, 0, 0, "X-Forwarded-For: " + entries + "\r\n").open();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7 | 203.0.113.7:0",
                "198.51.100.1, 203.0.113.7:4711 | 203.0.113.7:4711",
                "203.0.113.7, 192.0.2.1 | 203.0.113.7:0",
                "[2001:db8::7]:80 | [2001:db8::7]:80",
                "127.0.0.1, 2001:db8::7 | [2001:db8::7]:0",
            })
    void theClientIsTheRightmostThatIsNoProxy(String entries, String address) throws Exception {
        try (var server = ServerProcess.startRtws("--trusted-proxy", "127.0.0.1,192.0.2.0/24");
                var client = forwarded(server.port("rtws"), entries)) {
            client.connectTo("live");
            var shown = address + ";" + client.localAddress();
            server.await("connect", e -> e.is("connect") && e.has("address", shown));
            client.disconnect();
            server.await("close", e -> e.is("close") && e.has("address", shown));
            server.await("accept", client);
            server.closeCleanly();
        }
    }

    @Test
    void aProxyThatTellsNoAddressIsTheClient() throws Exception {
        try (var server = ServerProcess.startRtws("--trusted-proxy", "127.0.0.1");
                var silent = RtwsClient.connected(server.port("rtws"), "live");
                var garbled = forwarded(server.port("rtws"), "203.0.113.7, unknown")) {
            garbled.connectTo("live");
            for (var client : new RtwsClient[] {silent, garbled}) {
                var shown = client.localAddress() + ";" + client.localAddress();
                server.await("connect", e -> e.is("connect") && e.has("address", shown));
            }
            server.closeCleanly();
        }
    }

    @Test
    void otherSendersAreNotBelieved() throws Exception {
        try (var server =
                        ServerProcess.startRtws("--trusted-proxy", "127.0.0.2", "--max-connections-per-address", "1");
                var client = forwarded(server.port("rtws"), "203.0.113.7")) {
            client.connectTo("live");
            var shown = client.localAddress() + ";203.0.113.7";
            server.await("connect", e -> e.is("connect") && e.has("address", shown));
            server.closeCleanly();
        }
    }

    @Test
    void worksUnderTls(@TempDir Path folder) throws Exception {
        var tls = TlsFiles.in(folder, "EC");
        try (var server = ServerProcess.start(tls.flags("--wss", "127.0.0.1:0", "--trusted-proxy", "127.0.0.1"));
                var client = new RtwsClient.Settings(
                                server.port("wss"), 0, 0, "X-Forwarded-For: 203.0.113.7\r\n", tls.trusting())
                        .open()) {
            client.connectTo("live");
            var shown = "203.0.113.7:0;" + client.localAddress();
            server.await("connect", e -> e.is("connect") && e.has("address", shown));
            server.closeCleanly();
        }
    }

    @Test
    void limitsPerAddressCountTheClientsBehindTheProxy() throws Exception {
        try (var server =
                        ServerProcess.startRtws("--trusted-proxy", "127.0.0.1", "--max-connections-per-address", "1");
                var first = forwarded(server.port("rtws"), "198.51.100.1, 203.0.113.7");
                var second = forwarded(server.port("rtws"), "198.51.100.1, 203.0.113.8")) {
            first.connectTo("live");
            second.connectTo("live");
            try (var third = new RawWebSocket(server.port("rtws"), 0, 0)) {
                third.send(Bytes.ofUtf8(RawWebSocket.UPGRADE + "X-Forwarded-For: 198.51.100.2, 203.0.113.7\r\n\r\n"));
                var answer = third.readHead();
                assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
            }
            var refusal = server.await("refuse", e -> e.is("refuse"));
            assertEquals("connections-per-address", refusal.text("reason"));
            assertEquals("203.0.113.7:0", refusal.text("address"));
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        200,
                        new StatusClient("127.0.0.1:" + server.port("rtws"))
                                .get("/")
                                .status(),
                        "the page, meanwhile");
            }
            first.fence();
            second.fence();
            first.disconnect();
            server.await("close", e -> e.is("close"));
            assertEquals(1, server.events().stream().filter(e -> e.is("refuse")).count());
            assertEquals(0, server.events().stream().filter(e -> e.is("error")).count());
            server.closeCleanly();
        }
    }

    /** For example, a load balancer in front of nginx. */
    @Test
    void theAddressThatThePROXYProtocolTellsMayBeATrustedProxy() throws Exception {
        try (var server = ServerProcess.startRtws(
                        "--proxy-protocol",
                        HeaderProxy.HOST,
                        "--trusted-proxy",
                        "192.0.2.9",
                        "--max-connections-per-address",
                        "1");
                var proxy = HeaderProxy.telling("192.0.2.9:5000", server.port("rtws"));
                var first = forwarded(proxy.port(), "203.0.113.7");
                var second = forwarded(proxy.port(), "203.0.113.8")) {
            first.connectTo("live");
            second.connectTo("live");
            for (var client : new String[] {"203.0.113.7", "203.0.113.8"}) {
                var shown = client + ":0;192.0.2.9:5000";
                server.await("connect", e -> e.is("connect") && e.has("address", shown));
            }
            server.closeCleanly();
        }
    }
}
