package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.tcserver.testing.Amf0;
import org.tcserver.testing.Bystanders;
import org.tcserver.testing.MachineLag;
import org.tcserver.testing.RawWebSocket;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.RtmpMessage;
import org.tcserver.testing.ServerProcess;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/** Clients that send at full speed do not delay other clients. */
@Isolated
class FloodIT {
    private static final long MOST_MILLIS = 2000;
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

    /** Runs more flooding clients than carrier threads, and each always has more data to read. */
    @Test
    void floodingClientsDelayNobody() throws Exception {
        var flooding = new ArrayList<RtmpClient>();
        try {
            for (var i = 0; i < Runtime.getRuntime().availableProcessors() + 2; i++) {
                var client = RtmpClient.connected(server.port(), "flood");
                flooding.add(client);
                var streamId = client.publish("flood" + i);
                Thread.ofPlatform().daemon().start(() -> flood(client, streamId));
            }
            assertOthersAreNotDelayed();
        } finally {
            for (var client : flooding) {
                client.close();
            }
        }
    }

    /** The server keeps reading a connection for a while after an error, so that the client receives the reason. */
    @Test
    void clientsThatGoOnFloodingAfterAnErrorDelayNobody() throws Exception {
        var flooding = new ArrayList<RtmpClient>();
        try {
            for (var i = 0; i < Runtime.getRuntime().availableProcessors() + 8; i++) {
                var client = RtmpClient.to(server.port()).open();
                flooding.add(client);
                client.send(3, 0, RtmpMessage.COMMAND, 0, Bytes.ofHex("00"));
                Thread.ofPlatform().daemon().start(() -> flood(client, Bytes.wrap(new byte[1 << 20])));
            }
            assertOthersAreNotDelayed();
        } finally {
            for (var client : flooding) {
                client.close();
            }
        }
    }

    /** Floods with messages of an unknown type, and with pings. */
    @Test
    void floodingOverRtwsDelaysNobody() throws Exception {
        var messages = RawWebSocket.masked(RawWebSocket.BINARY, Bytes.ofHex("1d006300000000aa"));
        var pings = RawWebSocket.masked(RawWebSocket.PING, Bytes.EMPTY);
        var flooding = new ArrayList<RawWebSocket>();
        try {
            for (var i = 0; i < Runtime.getRuntime().availableProcessors() + 4; i++) {
                var socket = RawWebSocket.open(server.port("rtws"));
                flooding.add(socket);
                socket.frame(RawWebSocket.BINARY, Bytes.ofHex("100054430400"));
                var many = new ByteWriter();
                for (var j = 0; j < 5_000; j++) {
                    many.bytes(i % 2 == 0 ? messages : pings);
                }
                var bytes = many.toBytes();
                Thread.ofPlatform().daemon().start(() -> flood(socket, bytes));
                Thread.ofPlatform().daemon().start(() -> readAll(socket));
            }
            assertOthersAreNotDelayed();
        } finally {
            for (var socket : flooding) {
                socket.close();
            }
        }
    }

    private static void flood(RawWebSocket socket, Bytes bytes) {
        try {
            while (true) {
                socket.send(bytes);
            }
        } catch (IOException e) {
            assertFalse(e.toString().isEmpty(), "closed at the end of the test");
        }
    }

    private static void readAll(RawWebSocket socket) {
        try {
            socket.awaitClose();
        } catch (IOException e) {
            assertFalse(e.toString().isEmpty(), "closed at the end of the test");
        }
    }

    @Test
    void floodingWithBroadcastsDelaysNobody() throws Exception {
        var broadcast = Amf0.write("broadcast", 0.0, Amf0.Nothing.NULL, "x".repeat(50_000));
        var flooding = new ArrayList<RtmpClient>();
        try {
            for (var i = 0; i < 2; i++) {
                var client = RtmpClient.connected(server.port(), "others");
                flooding.add(client);
                client.stopReading(true);
                Thread.ofPlatform().daemon().start(() -> {
                    try {
                        while (true) {
                            client.send(3, 0, RtmpMessage.COMMAND, 0, broadcast);
                        }
                    } catch (IOException e) {
                        assertFalse(e.toString().isEmpty(), "closed at the end of the test");
                    }
                });
            }
            assertOthersAreNotDelayed();
        } finally {
            for (var client : flooding) {
                client.reset();
                client.stopReading(false);
                client.close();
            }
        }
    }

    private static void assertOthersAreNotDelayed() throws Exception {
        var slowestMillis = 0L;
        try (var lag = new MachineLag()) {
            for (var i = 0; i < 100; i++) {
                var sent = System.nanoTime();
                others.assertTheyGoOn();
                slowestMillis = Math.max(slowestMillis, (System.nanoTime() - sent) / 1_000_000);
            }
            var slowest = slowestMillis;
            assertTrue(slowest < lag.allow(MOST_MILLIS), () -> "a frame took " + slowest + " ms; " + lag);
        }
        try (var newcomer = RtmpClient.connected(server.port(), "live")) {
            newcomer.fence();
        }
    }

    private static void flood(RtmpClient client, int streamId) {
        var many = new ByteWriter();
        for (var i = 0; i < 500; i++) {
            many.u8(4).u24(0).u24(6).u8(RtmpMessage.AUDIO).u32(Integer.toUnsignedLong(Integer.reverseBytes(streamId)));
            many.bytes(Bytes.ofHex("af0100000001"));
        }
        flood(client, many.toBytes());
    }

    private static void flood(RtmpClient client, Bytes bytes) {
        try {
            while (true) {
                client.sendRaw(bytes);
            }
        } catch (IOException e) {
            assertFalse(e.toString().isEmpty(), "closed at the end of the test");
        }
    }

    @Test
    void floodingWithCommandsThatAreAnsweredIsBounded() throws Exception {
        try (var client = RtmpClient.to(server.port()).withReceiveBuffer(4096).open()) {
            client.connectTo("live");
            client.stopReading(true);
            var command = Amf0.write("FCPublish", 2.0, Amf0.Nothing.NULL, "x");
            var flood = Thread.ofPlatform().daemon().start(() -> {
                try {
                    for (var i = 0; i < 2_000_000; i++) {
                        client.send(3, 0, RtmpMessage.COMMAND, 0, command);
                    }
                } catch (IOException e) {
                    assertFalse(e.toString().isEmpty(), "closed, as it may be");
                }
            });
            flood.join(Duration.ofSeconds(3));
            others.assertTheyGoOn();
            client.reset();
            client.stopReading(false);
        }
        others.assertTheyGoOn();
    }
}
