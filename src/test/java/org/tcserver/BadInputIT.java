package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.testing.Amf0;
import org.tcserver.testing.Bystanders;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.LoggedEvent;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.RtmpMessage;
import org.tcserver.testing.ServerProcess;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/** Protocol violations close one connection with a reason, and do not affect other clients. */
@Isolated
class BadInputIT {
    private static ServerProcess server;
    private static Bystanders others;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.startRtmp();
        others = new Bystanders(server);
    }

    @AfterAll
    static void stop() throws Exception {
        others.close();
        server.closeCleanly();
    }

    private static LoggedEvent assertEnds(RtmpClient client) throws Exception {
        client.awaitClosed();
        var error = server.await("error", client);
        assertFalse(error.text("reason").isBlank(), error::line);
        server.await("close", client);
        others.assertTheyGoOn();
        return error;
    }

    @Test
    void aMessageBeyondTheLimitsOfAmf() throws Exception {
        var deep = new ByteWriter().utf8("");
        deep.bytes(Amf0.write("createStream", 2.0));
        for (var depth = 0; depth < 20_000; depth++) {
            deep.u8(10).u32(1);
        }
        var counted = new ByteWriter().bytes(Amf0.write("connect", 1.0)).u8(10).u32(0xffffffffL);
        var longString =
                new ByteWriter().bytes(Amf0.write("connect", 1.0)).u8(12).u32(0x7fffffff);
        for (var payload : List.of(deep, counted, longString)) {
            try (var client = RtmpClient.to(server.port()).open()) {
                client.send(3, 0, RtmpMessage.COMMAND, 0, payload.toBytes());
                assertEnds(client);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000", "80000000"})
    void aChunkSizeThatIsNone(String size) throws Exception {
        try (var client = RtmpClient.to(server.port()).open()) {
            client.send(2, 0, RtmpMessage.SET_CHUNK_SIZE, 0, Bytes.ofHex(size));
            client.fence();
        } catch (AssertionError | IOException e) {
            others.assertTheyGoOn();
            return;
        }
        throw new AssertionError("chunk size " + size + " was accepted");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 6})
    void aControlMessageThatIsTooShort(int type) throws Exception {
        try (var client = RtmpClient.to(server.port()).open()) {
            client.send(2, 0, type, 0, Bytes.of(1, 2));
            assertEnds(client);
        }
    }

    @Test
    void tooManyUnfinishedMessages() throws Exception {
        try (var client = RtmpClient.connected(server.port(), "live")) {
            sendUntilClosed(client, 65_000, chunkStreamId -> unfinished(chunkStreamId, 10_000, new byte[4096]));
            assertEnds(client);
        }
    }

    @Test
    void unfinishedMessagesThatWouldHoldTooMuch() throws Exception {
        try (var client = RtmpClient.connected(server.port(), "live")) {
            client.send(2, 0, RtmpMessage.SET_CHUNK_SIZE, 0, Bytes.ofHex("00fffffe"));
            var most = new byte[0xffffff - 1];
            sendUntilClosed(client, 12, i -> unfinished(3 + i, 0xffffff, most));
            assertEnds(client);
        }
    }

    @FunctionalInterface
    private interface Sequence {
        Bytes get(int index);
    }

    private static void sendUntilClosed(RtmpClient client, int count, Sequence sequence) {
        try {
            for (var i = 3; i < count; i++) {
                client.sendRaw(sequence.get(i));
            }
        } catch (IOException e) {
            assertFalse(e.toString().isEmpty(), "the server closed, as it should");
        }
    }

    /** Returns the first chunk of a longer message. */
    private static Bytes unfinished(int chunkStreamId, int length, byte[] firstChunk) {
        var out = new ByteWriter();
        if (chunkStreamId < 64) {
            out.u8(chunkStreamId);
        } else if (chunkStreamId < 320) {
            out.u8(0).u8(chunkStreamId - 64);
        } else {
            var beyond = chunkStreamId - 64;
            out.u8(1).u8(beyond & 0xff).u8(beyond >> 8);
        }
        return out.u24(0)
                .u24(length)
                .u8(RtmpMessage.VIDEO)
                .u32(0)
                .bytes(Bytes.wrap(firstChunk))
                .toBytes();
    }

    @Test
    void announcingLargeMessagesCostsTheServerNothing() throws Exception {
        var clients = new ArrayList<RtmpClient>();
        try {
            for (var i = 0; i < 40; i++) {
                var client = RtmpClient.to(server.port()).open();
                clients.add(client);
                for (var chunkStreamId = 3; chunkStreamId < 40; chunkStreamId++) {
                    client.sendRaw(unfinished(chunkStreamId, 0xffffff, new byte[4096]));
                }
            }
            others.assertTheyGoOn();
        } finally {
            for (var client : clients) {
                client.close();
            }
        }
        others.assertTheyGoOn();
    }

    @Test
    void abortedMessagesAreForgotten() throws Exception {
        try (var client = RtmpClient.connected(server.port(), "live")) {
            for (var i = 0; i < 500; i++) {
                client.sendRaw(unfinished(100 + i, 10_000, new byte[4096]));
                var id = new ByteWriter().u32(100 + i).toBytes();
                client.send(2, 0, RtmpMessage.ABORT, 0, id);
            }
            client.fence();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n\r\n", "\u0080", "\u00ff\u00ff\u00ff\u00ff"})
    void aVersionThatNeverWas(String start) throws Exception {
        try (var socket = connectedSocket()) {
            socket.getOutputStream().write(start.getBytes(StandardCharsets.ISO_8859_1));
            assertClosedBy(socket, start);
            awaitErrorOf(socket);
        }
        others.assertTheyGoOn();
    }

    /** Not every input is an error. The server must wait for the rest of an apparent long message. */
    @Test
    void garbageAfterTheHandshake() throws Exception {
        for (var seed = 1; seed <= 30; seed++) {
            var garbage = new byte[200_000];
            new Random(seed).nextBytes(garbage);
            try (var client = RtmpClient.to(server.port()).open()) {
                client.sendRaw(Bytes.wrap(garbage));
                client.disconnect();
                client.awaitClosed();
                server.await("close", client);
            } catch (IOException e) {
                assertFalse(e.toString().isEmpty(), "closed while we wrote, as it may be");
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed, e);
            }
            others.assertTheyGoOn();
        }
    }

    @Test
    void mutatedCommandsAreSurvived() throws Exception {
        var seed = 4711L;
        var random = new Random(seed);
        for (var round = 0; round < 150; round++) {
            try (var client = RtmpClient.connected(server.port(), "mutated")) {
                var valid = Amf0.write("publish", 0.0, Amf0.Nothing.NULL, "name" + round, "live")
                        .toArray();
                for (var flips = 1 + random.nextInt(4); flips > 0; flips--) {
                    valid[random.nextInt(valid.length)] = (byte) random.nextInt(256);
                }
                client.createStream();
                client.send(3, random.nextInt(2), RtmpMessage.COMMAND, 0, Bytes.wrap(valid));
            }
        }
        others.assertTheyGoOn();
        assertTrue(server.isAlive(), "seed " + seed);
    }

    @Test
    void truncatedCommandsAreSurvived() throws Exception {
        try (var template = RtmpClient.to(server.port()).open()) {
            var whole = Amf0.write("connect", 1.0, template.connectObject("truncated"), "user", "token");
            for (var length = 1; length < whole.length(); length++) {
                try (var client = RtmpClient.to(server.port()).open()) {
                    client.send(3, 0, RtmpMessage.COMMAND, 0, whole.slice(0, length));
                }
            }
        }
        others.assertTheyGoOn();
    }

    @Test
    void malformedAggregatesAreSurvived() throws Exception {
        for (var hex : List.of("", "08", "09ffffff000000000000000001", "08000001000000000000000000000000ff")) {
            try (var client = RtmpClient.connected(server.port(), "aggregates")) {
                var streamId = client.publish("s" + hex);
                client.send(6, streamId, RtmpMessage.AGGREGATE, 0, Bytes.ofHex(hex));
            }
        }
        others.assertTheyGoOn();
    }

    @Test
    void manySocketsThatSayNothingDelayNobody() throws Exception {
        var sockets = new ArrayList<Socket>();
        try {
            for (var i = 0; i < 300; i++) {
                sockets.add(connectedSocket());
            }
            others.assertTheyGoOn();
            try (var newcomer = RtmpClient.connected(server.port(), "live")) {
                newcomer.fence();
            }
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    private static Socket connectedSocket() throws IOException, InterruptedException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout((int) Deadline.PATIENCE.toMillis());
        return socket;
    }

    private static void assertClosedBy(Socket socket, String which) {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (SocketTimeoutException e) {
            throw new AssertionError("still open: " + which, e);
        } catch (IOException e) {
            assertFalse(e.toString().isEmpty(), "reset is fine too");
        }
    }

    private static void awaitErrorOf(Socket socket) throws InterruptedException {
        var address = "127.0.0.1:" + socket.getLocalPort();
        var error = server.await("error of " + address, e -> e.is("error") && e.has("address", address));
        assertFalse(error.text("reason").isBlank(), error::line);
    }
}
