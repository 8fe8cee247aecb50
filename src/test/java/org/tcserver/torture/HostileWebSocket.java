package org.tcserver.torture;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tcserver.tc.Protocol;
import org.tcserver.testing.Amf0;
import org.tcserver.testing.RawWebSocket;
import org.tcserver.testing.RtmpMessage;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/** An upgraded WebSocket that sends invalid frames. For one thread. */
final class HostileWebSocket implements AutoCloseable {
    private static final int TEXT = 0x81;
    private static final int CONTINUATION = 0x80;
    private static final int FIRST_OF_MANY = 0x02;

    private final RawWebSocket socket;

    HostileWebSocket(Target target, Protocol protocol) throws IOException {
        socket = new RawWebSocket(target.port(protocol), 0, 0, protocol.isSecure() ? target.tls() : null).upgraded("");
    }

    /** Sends one randomly selected kind of invalid data. */
    void send(Random random) throws IOException {
        switch (random.nextInt(8)) {
            case 0 -> socket.send(Damage.noise(random, 5000));
            case 1 -> socket.send(Bytes.ofHex("8203aabbcc")); // not masked
            case 2 -> socket.send(Bytes.ofHex("82ffffffffffffffffff00000000")); // negative length
            case 3 -> socket.send(Bytes.ofHex("82ff00000000fffffff01b2c3d4e00")); // length of 4 GB
            case 4 -> socket.frame(RawWebSocket.PING, Bytes.wrap(new byte[200])); // longer than a control frame may be
            case 5 -> socket.frame(0x83 + random.nextInt(5), Damage.noise(random, 20)); // reserved opcode
            case 6 -> {
                socket.frame(FIRST_OF_MANY, Bytes.of(1));
                for (int i = 0; i < 500; i++) {
                    socket.frame(0, Bytes.of(1)); // never the last fragment
                }
            }
            default -> socket.frame(random.nextBoolean() ? TEXT : CONTINUATION, Damage.noise(random, 500));
        }
    }

    /** Sends messages of a valid client, with about a third of them damaged. */
    void sendDamagedMessages(Random random) throws IOException {
        var connect = new ByteWriter()
                .u8(0x1d)
                .u8(0)
                .u8(RtmpMessage.COMMAND)
                .u32(0)
                .bytes(Amf0.write("connect", 1.0, Map.of("app", "damaged")))
                .toBytes();
        var createStream = new ByteWriter()
                .u8(0x1d)
                .u8(0)
                .u8(RtmpMessage.COMMAND)
                .u32(0)
                .bytes(Amf0.write("createStream", 2.0, Amf0.Nothing.NULL))
                .toBytes();
        for (var message : List.of(Bytes.ofHex("100054430400"), connect, createStream, Bytes.ofHex("5a000000"))) {
            socket.frame(RawWebSocket.BINARY, random.nextInt(3) == 0 ? Damage.of(message, random) : message);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
