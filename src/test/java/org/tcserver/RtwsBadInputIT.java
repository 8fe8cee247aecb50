package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcserver.memory.MemoryAccount;
import org.tcserver.testing.Amf0;
import org.tcserver.testing.Bystanders;
import org.tcserver.testing.RawWebSocket;
import org.tcserver.testing.RtmpMessage;
import org.tcserver.testing.RtwsClient;
import org.tcserver.testing.ServerProcess;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/** Violations of WebSocket or RTWebSocket close one connection with a reason, and do not affect other clients. */
@Isolated
class RtwsBadInputIT {
    private static final String CONTROL_FLOW = "100054430400";

    private static ServerProcess server;
    private static Bystanders others;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.startRtws();
        others = new Bystanders(server);
    }

    @AfterAll
    static void stop() throws Exception {
        others.close();
        server.closeCleanly();
    }

    private static RawWebSocket connect() throws Exception {
        return new RawWebSocket(server.port("rtws"), 0, 0);
    }

    private static RawWebSocket upgraded() throws Exception {
        return RawWebSocket.open(server.port("rtws"));
    }

    private static void assertEnded(RawWebSocket socket) throws Exception {
        var address = socket.localAddress();
        var error = server.await("error of " + address, e -> e.is("error") && e.has("address", address));
        assertFalse(error.text("reason").isBlank(), error::line);
        server.await("close", e -> e.is("close") && e.has("address", address));
        others.assertTheyGoOn();
    }

    @ParameterizedTest
    @CsvSource({
        "8205 0102030405, 1002",
        "8180 00000000, 1003",
        "0981 00000000 aa, 1002",
        "89fe 0080 00000000, 1002",
        "c280 00000000, 1002",
        "8080 00000000, 1002",
        "8883 00000000 03e8ff, 1007",
        "8881 00000000 03, 1002",
        "82ff 0000000001000041 00000000, 1009",
        "82ff ffffffffffffffff 00000000, 1009"
    })
    void framesThatBreakTheRules(String hex, int closeCode) throws Exception {
        try (var socket = upgraded()) {
            socket.send(Bytes.ofHex(hex.replace(" ", "")));
            assertEquals(closeCode, socket.awaitClose());
            assertEnded(socket);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1d00",
        "5a000101",
        "5c00",
        "5e00",
        "1a00",
        "1c00",
        "5a",
        "100054430400|100054430400",
        "100054430400|5a00ff7f01",
        "100054430400|5c00"
    })
    void messagesThatBreakTheRules(String messages) throws Exception {
        try (var socket = upgraded()) {
            for (var message : messages.split("\\|", -1)) {
                socket.frame(RawWebSocket.BINARY, Bytes.ofHex(message));
            }
            assertEquals(1002, socket.awaitClose());
            assertEnded(socket);
        }
    }

    /**
     * Sends invalid flows: a second control flow, incomplete metadata, unknown associations and unknown streams. Then
     * closes the control flow.
     */
    @Test
    void flowsThatHaveNoPlace() throws Exception {
        try (var client = RtwsClient.connected(server.port("rtws"), "live")) {
            client.sendRaw("105554430400");
            client.sendRaw("1056");
            client.sendRaw("305763" + "54430400");
            client.sendRaw("30580054430407");
            client.sendRaw("3059" + "00" + "544304" + "07");
            client.fence();
            client.sendRaw("1c00");
            client.awaitClosed();
            server.await("close", client);
        }
        others.assertTheyGoOn();
    }

    @Test
    void aSessionsErrorEndsTheConnectionToo() throws Exception {
        try (var client = RtwsClient.connected(server.port("rtws"), "live")) {
            client.send(0, RtmpMessage.COMMAND, 0, Bytes.ofHex("00"));
            client.awaitClosed();
            assertFalse(server.await("error", client).text("reason").isBlank());
        }
        others.assertTheyGoOn();
    }

    @ParameterizedTest
    @CsvSource({
        "'GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n', 426",
        "'GET / HTTP/1.1\r\n\r\n', 400",
        "'GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n', 400",
        "'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc', 400",
        "'GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', 400",
        "'POST / HTTP/1.1\r\nHost: x\r\n\r\n', 405",
        "'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n', 405",
        "'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 505",
        "'nonsense\r\n\r\n', 400",
        "'\u0003\u0000\u0000\r\n\r\n', 400"
    })
    void requestsThatAreNoUpgrade(String request, int status) throws Exception {
        try (var socket = connect()) {
            socket.send(Bytes.ofUtf8(request));
            var head = socket.readHead();
            assertTrue(head.startsWith("HTTP/1.1 " + status + " "), head);
            assertFalse(socket.readText().isBlank());
            assertEnded(socket);
        }
    }

    @Test
    void otherVersionsAreToldOurs() throws Exception {
        try (var socket = connect()) {
            socket.send(Bytes.ofUtf8(RawWebSocket.UPGRADE.replace("Version: 13", "Version: 8") + "\r\n"));
            var head = socket.readHead();
            assertTrue(head.startsWith("HTTP/1.1 426 ") && head.contains("Sec-WebSocket-Version: 13"), head);
            assertEnded(socket);
        }
    }

    @Test
    void endlessHeaders() throws Exception {
        try (var socket = connect()) {
            var header = Bytes.ofUtf8("X-More: " + "x".repeat(1000) + "\r\n");
            socket.send(Bytes.ofUtf8("GET / HTTP/1.1\r\n"));
            for (int i = 0; i < 17; i++) {
                socket.send(header);
            }
            assertTrue(socket.readHead().startsWith("HTTP/1.1 431 "));
            assertEnded(socket);
        }
    }

    @Test
    void garbageAfterTheUpgrade() throws Exception {
        for (int seed = 1; seed <= 30; seed++) {
            var garbage = new byte[100_000];
            new Random(seed).nextBytes(garbage);
            try (var socket = upgraded()) {
                socket.send(Bytes.wrap(garbage));
                socket.endOutput();
                server.await("close", e -> e.is("close") && e.has("address", socket.localAddress()));
            } catch (SocketException e) {
                assertFalse(e.toString().isEmpty(), "closed while we wrote, as it may be");
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
            others.assertTheyGoOn();
        }
    }

    /** Sends random bytes as RTWebSocket messages. */
    @Test
    void garbageInMessages() throws Exception {
        for (int seed = 1; seed <= 100; seed++) {
            var random = new Random(seed);
            try (var socket = upgraded()) {
                socket.frame(RawWebSocket.BINARY, Bytes.ofHex(CONTROL_FLOW));
                for (int i = 0; i < 20; i++) {
                    var bytes = new byte[1 + random.nextInt(30)];
                    random.nextBytes(bytes);
                    bytes[0] = new byte[] {0x01, 0x0a, 0x10, 0x1d, 0x3d, 0x1a, 0x5a, 0x30}[random.nextInt(8)];
                    bytes[Math.min(1, bytes.length - 1)] &= 0x01;
                    socket.frame(RawWebSocket.BINARY, Bytes.wrap(bytes));
                }
            } catch (SocketException e) {
                assertFalse(e.toString().isEmpty(), "closed while we wrote, as it may be");
            }
        }
        others.assertTheyGoOn();
    }

    @Test
    void announcingLargeMessagesCostsTheServerNothing() throws Exception {
        var sockets = new ArrayList<RawWebSocket>();
        try {
            for (int i = 0; i < 100; i++) {
                var socket = upgraded();
                sockets.add(socket);
                socket.frame(RawWebSocket.BINARY, Bytes.ofHex(CONTROL_FLOW));
                socket.send(Bytes.ofHex("82ff000000000100000000000000").slice(0, 14));
            }
            others.assertTheyGoOn();
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
        others.assertTheyGoOn();
    }

    /** Together they would exceed the server's total limit. */
    @Test
    void messagesThatAreNeverFinishedCostOnlyThoseWhoSendThem() throws Exception {
        var sockets = new ArrayList<RawWebSocket>();
        var fragment = new ByteWriter()
                .u8(0x3d)
                .u8(0)
                .bytes(Bytes.wrap(new byte[15 << 20]))
                .toBytes();
        var frame = RawWebSocket.masked(RawWebSocket.BINARY, fragment);
        var connect = Amf0.write("connect", 1.0, Map.of("app", "unfinished"));
        try {
            for (int i = 0; i < 32; i++) {
                var socket = upgraded();
                sockets.add(socket);
                socket.frame(RawWebSocket.BINARY, Bytes.ofHex(CONTROL_FLOW));
                socket.frame(RawWebSocket.BINARY, Bytes.ofHex("1d00" + "1400000000" + connect.toHex()));
                sendAll(socket, frame);
                others.assertTheyGoOn();
            }
            server.await("error", e -> e.is("error") && e.has("reason", MemoryAccount.EVICTED));
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
        others.assertTheyGoOn();
    }

    private static void sendAll(RawWebSocket socket, Bytes bytes) {
        try {
            socket.send(bytes);
        } catch (IOException e) {
            assertFalse(e.toString().isEmpty(), "given up, as it may be");
        }
    }

    @Test
    void pingsByOneWhoDoesNotReadAreBounded() throws Exception {
        var ping = RawWebSocket.masked(RawWebSocket.PING, Bytes.wrap(new byte[125]));
        var many = new ByteWriter();
        for (int i = 0; i < 1_000; i++) {
            many.bytes(ping);
        }
        try (var socket = new RawWebSocket(server.port("rtws"), 4096, 0).upgraded("")) {
            socket.input().stopReading(true);
            var flood = Thread.ofPlatform().daemon().start(() -> {
                for (int i = 0; i < 400; i++) {
                    sendAll(socket, many.toBytes());
                }
            });
            var address = socket.localAddress();
            server.await("error of " + address, e -> e.is("error") && e.has("address", address));
            flood.join();
        }
        others.assertTheyGoOn();
    }
}
