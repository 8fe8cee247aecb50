package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.HttpsURLConnection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcserver.testing.RawWebSocket;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.TlsFiles;
import org.tcserver.wire.Bytes;

/** Tests the player page over sockets. {@link PlayerPageInteropIT} tests it in a browser. */
class PlayerPageIT {
    private static final Pattern LENGTH = Pattern.compile("Content-Length: ([0-9]+)");

    @TempDir
    static Path folder;

    private static TlsFiles files;
    private static ServerProcess server;

    @BeforeAll
    static void start() throws Exception {
        files = TlsFiles.in(folder, "EC");
        server = ServerProcess.start(
                "-w",
                "127.0.0.1:0",
                "--wss",
                "127.0.0.1:0",
                "--tls-cert",
                files.certificate().toString(),
                "--tls-key",
                files.key().toString());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        assertEquals(List.of(), server.unreadable(), "lines on stdout that are no events");
        assertEquals("", server.stderr());
    }

    private static RawWebSocket connect() throws Exception {
        return new RawWebSocket(server.port("rtws"), 0, 0);
    }

    private static String request(String line) {
        return line + " HTTP/1.1\r\nHost: localhost\r\n";
    }

    private static void ask(RawWebSocket socket, String text) throws Exception {
        socket.send(Bytes.ofUtf8(text + "\r\n"));
    }

    /** Reads an answer with its body, and returns the head. */
    private static String answer(RawWebSocket socket) throws Exception {
        var head = socket.readHead();
        var length = LENGTH.matcher(head);
        assertTrue(length.find(), head);
        socket.skip(Integer.parseInt(length.group(1)));
        return head;
    }

    @Test
    void aConnectionIsKeptAndMayBecomeAWebSocket() throws Exception {
        try (var socket = connect()) {
            ask(socket, request("GET /"));
            assertTrue(answer(socket).startsWith("HTTP/1.1 200 OK\r\n"));
            ask(socket, request("GET /nothing"));
            assertTrue(answer(socket).startsWith("HTTP/1.1 404 Not Found\r\n"));
            ask(socket, request("GET /_/main.js") + "\r\n" + request("GET /_/style.css"));
            assertTrue(answer(socket).contains("text/javascript"), "requests that come together");
            assertTrue(answer(socket).contains("text/css"));
            ask(socket, request("HEAD /"));
            var head = socket.readHead();
            assertTrue(head.startsWith("HTTP/1.1 200 OK\r\n") && head.contains("\r\nConnection: keep-alive\r\n"), head);
            socket.upgraded("");
            socket.frame(RawWebSocket.PING, Bytes.ofUtf8("x"));
            var pong = socket.read();
            while (pong != null && pong.first() != RawWebSocket.PONG) {
                pong = socket.read();
            }
            assertTrue(pong != null && pong.payload().equals(Bytes.ofUtf8("x")));
        }
    }

    @Test
    void aConnectionIsClosedWhenThatIsWanted() throws Exception {
        for (var text : List.of(request("GET /") + "Connection: close\r\n", "GET / HTTP/1.0\r\n")) {
            try (var socket = connect()) {
                ask(socket, text);
                var head = answer(socket);
                assertTrue(head.contains("\r\nConnection: close\r\n"), head);
                assertEquals("", socket.readText(), "the end");
            }
        }
    }

    /** The server logs only the connection of a guest that just loads the page. */
    @Test
    void guestsAreNoClients() throws Exception {
        String guest;
        try (var socket = connect()) {
            guest = socket.localAddress();
            ask(socket, request("GET /") + "Connection: close\r\n");
            answer(socket);
            assertEquals("", socket.readText());
        }
        try (var socket = connect()) {
            ask(socket, "nonsense\r\n");
            socket.readText();
            server.await("close", e -> e.is("close") && e.has("address", socket.localAddress()));
        }
        var told = server.events().stream().filter(e -> e.has("address", guest)).toList();
        assertEquals(1, told.size(), told::toString);
        assertTrue(told.getFirst().is("accept"), told::toString);
    }

    @Test
    void oneConnectionGetsOnlySoManyAnswers() throws Exception {
        try (var socket = connect()) {
            int answered = 0;
            var head = "";
            while (!head.contains("Connection: close")) {
                ask(socket, request("HEAD /"));
                head = socket.readHead();
                answered++;
            }
            assertEquals(200, answered);
            assertEquals("", socket.readText());
        }
    }

    @Test
    void overTls() throws Exception {
        var url = URI.create("https://localhost:" + server.port("wss") + "/_/mse.js")
                .toURL();
        var connection = (HttpsURLConnection) url.openConnection();
        connection.setSSLSocketFactory(files.trusting().getSocketFactory());
        try (var body = connection.getInputStream()) {
            assertEquals(200, connection.getResponseCode());
            var file = Path.of("src/main/resources/org/tcserver/http/mse.js");
            assertArrayEquals(Files.readAllBytes(file), body.readAllBytes());
        }
    }

    /** Only an upgrade to WebSocket starts a WebSocket session. */
    @Test
    void whoWouldRatherHaveHttp2GetsThePage() throws Exception {
        try (var socket = connect()) {
            ask(
                    socket,
                    request("GET /")
                            + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n");
            assertTrue(answer(socket).startsWith("HTTP/1.1 200 OK\r\n"));
        }
    }
}
