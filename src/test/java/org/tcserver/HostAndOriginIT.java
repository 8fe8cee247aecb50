package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.tcserver.testing.Browser;
import org.tcserver.testing.ForeignPage;
import org.tcserver.testing.RawWebSocket;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.StatusClient;
import org.tcserver.wire.Bytes;

/** Foreign web pages can neither use a server without keys nor read its lists, even with DNS rebinding. */
class HostAndOriginIT {
    private static final String EVIL = "http://evil.example";

    @TempDir(cleanup = CleanupMode.NEVER)
    Path profile;

    private static ServerProcess server(String... arguments) throws Exception {
        var all = new java.util.ArrayList<>(List.of("--metrics", "127.0.0.1:0"));
        all.addAll(List.of(arguments));
        return ServerProcess.startRtws(all.toArray(String[]::new));
    }

    /** Returns the answer to an upgrade, from its status on. */
    private static String upgrade(ServerProcess server, String host, String... origins) throws Exception {
        try (var socket = new RawWebSocket(server.port("rtws"), 0, 0)) {
            var request = new StringBuilder(RawWebSocket.UPGRADE.replace("Host: localhost", "Host: " + host));
            for (var origin : origins) {
                request.append("Origin: ").append(origin).append("\r\n");
            }
            socket.send(Bytes.ofUtf8(request + "\r\n"));
            var head = socket.readHead();
            return head.startsWith("HTTP/1.1 101 ") ? "101" : head + socket.readText();
        }
    }

    private static String get(int port, String path, String version, String headers) throws Exception {
        try (var socket = new RawWebSocket(port, 0, 0)) {
            socket.send(
                    Bytes.ofUtf8("GET " + path + " HTTP/" + version + "\r\n" + headers + "Connection: close\r\n\r\n"));
            return socket.readHead() + socket.readText();
        }
    }

    private static int status(int port, String path, String host) throws Exception {
        return Integer.parseInt(get(port, path, "1.1", "Host: " + host + "\r\n").substring(9, 12));
    }

    private static long refused(ServerProcess server, String reason) throws Exception {
        var counts = (Map<?, ?>) server.freshStats().members().get("refused");
        return counts != null && counts.get(reason) instanceof Number count ? count.longValue() : -1;
    }

    @Test
    void refusesForeignOriginsWithoutKeys() throws Exception {
        try (var server = server()) {
            for (var origin : List.of(EVIL, "https://localhost.evil.example", "null", "", "http://a b")) {
                var answer = upgrade(server, "127.0.0.1", origin);
                assertTrue(answer.startsWith("HTTP/1.1 403 "), origin);
                assertTrue(answer.contains("--allow-origin"), answer);
            }
            assertTrue(upgrade(server, "localhost", EVIL, "http://localhost").startsWith("HTTP/1.1 403 "));
            var error =
                    server.await("error", e -> e.is("error") && e.text("reason").contains(EVIL));
            assertTrue(error.text("reason").contains("--allow-origin"), error::line);
            assertEquals(6, refused(server, "origin"));
            assertEquals(6, StatusClient.of(server).metrics().value("tcserver_refusals_total{reason=\"origin\"}"));
            server.closeCleanly();
        }
    }

    @Test
    void letsOwnPagesAndProgramsConnect() throws Exception {
        try (var server = server()) {
            assertEquals("101", upgrade(server, "live.example.com"));
            assertEquals("101", upgrade(server, "192.168.1.5:8080", "http://192.168.1.5:8080"));
            assertEquals("101", upgrade(server, "live.example.com", "https://live.example.com:8443"));
            assertEquals("101", upgrade(server, "live.example.com", "http://localhost:3000"));
            assertEquals(0, refused(server, "origin"));
        }
    }

    @Test
    void letsNamedPagesConnect() throws Exception {
        var friend = "https://friend.example";
        try (var server = server("--allow-origin", friend, "--public-name", "live.example.com")) {
            assertEquals("101", upgrade(server, "127.0.0.1:8080", friend));
            assertEquals("101", upgrade(server, "127.0.0.1:8080", "https://live.example.com"));
            assertTrue(
                    upgrade(server, "127.0.0.1:8080", "http://friend.example").startsWith("HTTP/1.1 403 "));
            assertTrue(upgrade(server, "evil.example", EVIL).startsWith("HTTP/1.1 403 "), "DNS rebinding");
        }
        try (var server = server("--allow-origin", "*")) {
            assertEquals("101", upgrade(server, "127.0.0.1:8080", EVIL));
        }
    }

    /** With keys, the server accepts the page's WebSocket, but requires a token. */
    @Test
    void letsAllPagesConnectWithKeys() throws Exception {
        try (var server = server("-k", "secret")) {
            assertEquals("101", upgrade(server, "127.0.0.1:8080", EVIL));
        }
        try (var server = server("-k", "secret", "--allow-origin", "https://friend.example")) {
            assertTrue(upgrade(server, "127.0.0.1:8080", EVIL).startsWith("HTTP/1.1 403 "));
        }
    }

    @Test
    void tellsListsUnderOwnHostsOnly() throws Exception {
        try (var server = server("--public-name", "Metrics.example.com")) {
            var port = server.port("metrics");
            for (var host : List.of("127.0.0.1:" + port, "[::1]", "localhost", "tv", "metrics.example.com:443")) {
                assertEquals(200, status(port, "/api/clients", host), host);
            }
            for (var host : List.of("evil.example", "127.0.0.1.evil.example:" + port, "", "a, localhost")) {
                assertEquals(403, status(port, "/api/clients", host), host);
                assertEquals(403, status(port, "/api/streams?limit=1", host), host);
                for (var open : List.of("/metrics", "/healthz", "/readyz")) {
                    assertEquals(200, status(port, open, host), host);
                }
            }
            var absolute = get(port, "http://evil.example/api/streams", "1.1", "Host: localhost\r\n");
            assertTrue(absolute.startsWith("HTTP/1.1 403 ") && absolute.contains("--public-name"), absolute);
            assertTrue(get(port, "/api/streams", "1.0", "").startsWith("HTTP/1.1 200 "), "no browser");
            var refusal = server.await("refuse", e -> e.is("refuse") && e.has("reason", "host"));
            assertTrue(refusal.has("flag", "--public-name") && refusal.has("proto", "metrics"), refusal::line);
            assertEquals(9, refused(server, "host"));
            server.closeCleanly();
        }
    }

    @Test
    void foreignPageInBrowserGetsNothing() throws Exception {
        try (var server = server();
                var page = new ForeignPage();
                var browser = new Browser(profile)) {
            browser.open(page.origin() + "/");
            assertEquals("refused", socket(browser, "127.0.0.1:" + server.port("rtws")));
            server.await("error", e -> e.is("error") && e.text("reason").contains(page.origin()));
            browser.open("http://" + Browser.INSECURE_HOST + ":" + server.port("metrics") + "/api/streams");
            var shown = browser.evaluate("document.body.innerText");
            assertTrue(shown.contains("--public-name"), shown);
            browser.open("http://127.0.0.1:" + server.port("rtws") + "/");
            assertEquals("open", socket(browser, "127.0.0.1:" + server.port("rtws")));
            assertFalse(server.events().stream().anyMatch(e -> e.is("connect")));
        }
    }

    private static String socket(Browser browser, String host) throws Exception {
        browser.evaluate("window.state = '', window.socket = new WebSocket('ws://" + host + "/'),"
                + " socket.onopen = () => { state = 'open'; }, socket.onerror = () => { state = 'refused'; }");
        return browser.awaitTrue("state !== ''", "state");
    }
}
