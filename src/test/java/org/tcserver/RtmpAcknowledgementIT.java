package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.RtmpMessage;
import org.tcserver.testing.ServerProcess;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/** Tests the server's acknowledgements to a publisher (RTMP 1.0 §5.4.3). */
class RtmpAcknowledgementIT {
    private static ServerProcess server;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.startRtmp();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void whatComesTogetherWithTheEndOfTheHandshakeIsAcknowledgedToo() throws Exception {
        int handshakeSize = 1536;
        var windowOfTenBytes = Bytes.ofHex("02 000000 000004 05 00000000 0000000a".replace(" ", ""));
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout((int) Deadline.PATIENCE.toMillis());
            var in = new DataInputStream(socket.getInputStream());
            var c0c1 = new byte[1 + handshakeSize];
            c0c1[0] = 3;
            socket.getOutputStream().write(c0c1);
            in.skipNBytes(1 + 2 * handshakeSize);
            var c2 = new ByteWriter().bytes(Bytes.wrap(new byte[handshakeSize]));
            socket.getOutputStream().write(c2.bytes(windowOfTenBytes).toBytes().toArray());
            assertEquals(16, firstAcknowledgement(in), "bytes after the handshake");
        }
    }

    @Test
    void theServerAcknowledgesAsAskedAndAlsoUnasked() throws Exception {
        try (var client = RtmpClient.connected(server.port(), "acks")) {
            var streamId = client.publish("acks");
            client.send(
                    2,
                    0,
                    RtmpMessage.WINDOW_ACK_SIZE,
                    0,
                    new ByteWriter().u32(20_000).toBytes());
            for (var i = 0; i < 100; i++) {
                client.video(streamId, i * 40L, Bytes.wrap(new byte[1000]));
            }
            assertAcknowledged(client, 100_000 - 20_000 / 2);
        }
        try (var client = RtmpClient.connected(server.port(), "acks")) {
            var streamId = client.publish("unasked");
            for (var i = 0; i < 700; i++) {
                client.video(streamId, i * 40L, Bytes.wrap(new byte[1000]));
            }
            assertAcknowledged(client, 700_000 - 250_000 / 2);
        }
    }

    /** One acknowledgement may cover all available data, and follows the answers to that data. */
    private static void assertAcknowledged(RtmpClient client, int atLeast) throws Exception {
        client.fence();
        client.fence();
        var newest = client.protocolControl().stream()
                .filter(m -> m.type() == RtmpMessage.ACKNOWLEDGEMENT)
                .toList()
                .getLast();
        int acknowledged = newest.payload().toByteBuffer().getInt();
        assertTrue(acknowledged >= atLeast, () -> acknowledged + " bytes of " + atLeast + " at least");
    }

    /** Returns the number in the first Acknowledgement. Earlier messages also have full headers. */
    private static int firstAcknowledgement(DataInputStream in) throws IOException {
        while (true) {
            var header = in.readNBytes(12);
            var payload = in.readNBytes(header[6]);
            if (header[7] == RtmpMessage.ACKNOWLEDGEMENT) {
                return ByteBuffer.wrap(payload).getInt();
            }
        }
    }
}
