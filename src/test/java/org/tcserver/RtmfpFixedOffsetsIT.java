package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.security.SecureRandom;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tcserver.rtmfp.chunk.IHello;
import org.tcserver.rtmfp.chunk.IIKeying;
import org.tcserver.rtmfp.crypto.Identity;
import org.tcserver.testing.RtmfpClient;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.StartupSocket;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/**
 * Some clients, like librtmp, parse answers at fixed offsets. The server serves them without HMAC and sequence numbers,
 * which keeps those offsets valid.
 */
class RtmfpFixedOffsetsIT {
    /** Startup mode, with a timestamp. */
    private static final String FLAGS = "0b";

    /** Flags and timestamp precede the chunk. */
    private static final int CHUNK_AT = 3;

    private static final int PAYLOAD_AT = CHUNK_AT + 3;
    private static final Bytes SERVER_ADDRESS = Bytes.ofUtf8("rtmfp://127.0.0.1/live");
    private static final Bytes NO_SIGNATURE = Bytes.ofUtf8("X");
    private static final int CLIENT_SESSION_ID = 0x01020304;

    private final Random random = new Random(1);

    @Test
    void answersAreWhereTheyAreLookedFor() throws Exception {
        try (var server = ServerProcess.startRtmfp("-HS");
                var socket =
                        new StartupSocket(RtmfpClient.to(server.rtmfpPort()).server())) {
            var tag = randomBytes(16);
            socket.send(new IHello(option(0x0a, SERVER_ADDRESS), tag));
            var hello = socket.receive();
            assertEquals(FLAGS, hex(hello, 0, 1));
            assertEquals("70", hex(hello, CHUNK_AT, 1));
            assertEquals(
                    "009f", hex(hello, CHUNK_AT + 1, 2), "17 for the tag, 65 for the cookie, 77 for the certificate");
            assertEquals("10" + tag.toHex(), hex(hello, PAYLOAD_AT, 17));
            assertEquals("40", hex(hello, PAYLOAD_AT + 17, 1));
            var cookie = hello.slice(PAYLOAD_AT + 18, 64);
            var certificate = hello.slice(PAYLOAD_AT + 82, 77);
            assertEquals("010a" + "410e", certificate.slice(0, 4).toHex());
            assertEquals("021502" + "021505" + "02150e", certificate.slice(68).toHex());

            socket.send(new IIKeying(CLIENT_SESSION_ID, cookie, staticCertificate(), groupTwo(), NO_SIGNATURE));
            var keying = socket.receive();
            assertEquals(FLAGS, hex(keying, 0, 1));
            assertEquals("78", hex(keying, CHUNK_AT, 1));
            assertNotEquals("00000000", hex(keying, PAYLOAD_AT, 4));
            assertEquals("810b", hex(keying, PAYLOAD_AT + 4, 2), "139 bytes of keying");
            assertEquals("031a0000" + "021e00" + "81020d02", hex(keying, PAYLOAD_AT + 6, 11));
            assertEquals("58", hex(keying, PAYLOAD_AT + 6 + 139, 1));
            assertEquals("0092", hex(keying, CHUNK_AT + 1, 2), "nothing else is in it");
        }
    }

    /** The same client gets no answer from a server that requires an option that the client does not offer. */
    @Test
    void otherServersRefuseThem() throws Exception {
        try (var server = ServerProcess.startRtmfp();
                var socket =
                        new StartupSocket(RtmfpClient.to(server.rtmfpPort()).server())) {
            socket.send(new IHello(option(0x0a, SERVER_ADDRESS), randomBytes(16)));
            var cookie = socket.receive().slice(PAYLOAD_AT + 18, 64);
            socket.send(new IIKeying(CLIENT_SESSION_ID, cookie, staticCertificate(), groupTwo(), NO_SIGNATURE));
            assertEquals(null, socket.receive(500));
        }
    }

    /** Returns a certificate with keys, as Flash Player and librtmp send it. */
    private static Bytes staticCertificate() {
        return Identity.withStaticKeys(new SecureRandom()).certificate().encoded();
    }

    /** Selects the second group and contains a nonce. It requests neither HMACs nor sequence numbers. */
    private Bytes groupTwo() {
        return new ByteWriter()
                .bytes(Bytes.ofHex("021d02"))
                .bytes(Bytes.ofHex("410e"))
                .bytes(randomBytes(64))
                .toBytes();
    }

    private static Bytes option(int type, Bytes value) {
        return new ByteWriter().u8(value.length() + 1).u8(type).bytes(value).toBytes();
    }

    private Bytes randomBytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    private static String hex(Bytes bytes, int from, int count) {
        return bytes.slice(from, count).toHex();
    }
}
