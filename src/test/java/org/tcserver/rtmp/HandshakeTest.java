package org.tcserver.rtmp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

class HandshakeTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Handshake handshake = new Handshake(RANDOM);

    private static List<HandshakeClient> clients(long seed) {
        var random = new Random(seed);
        return List.of(
                HandshakeClient.simple(random),
                HandshakeClient.digest(random, false),
                HandshakeClient.digest(random, true));
    }

    @Test
    void everyClientIsAnsweredInItsWay() throws MalformedException {
        for (int seed = 0; seed < 20; seed++) {
            for (var client : clients(seed)) {
                var tested = new Handshake(RANDOM);
                var reply = tested.receive(ByteBuffer.wrap(client.hello()));
                assertEquals(HandshakeClient.REPLY_LENGTH, reply.length(), "seed " + seed);
                var c2 = client.answer(reply.toArray());
                assertFalse(tested.isDone());
                assertEquals(Bytes.EMPTY, tested.receive(ByteBuffer.wrap(c2)));
                assertTrue(tested.isDone());
                assertTrue(tested.isAnswered(), "C2 answers S1");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1536, 1537, 1538, 5000})
    void piecesMayEndAnywhereAndWhatFollowsIsLeft(int pieceLength) throws MalformedException {
        var client = HandshakeClient.digest(new Random(1), true);
        var sent = ByteBuffer.allocate(Handshake.LENGTH + 2);
        sent.put(client.hello())
                .put(new byte[HandshakeDigest.PACKET_LENGTH])
                .put(new byte[] {5, 6})
                .flip();
        var reply = Bytes.EMPTY;
        while (!handshake.isDone()) {
            var piece = sent.slice(sent.position(), Math.min(pieceLength, sent.remaining()));
            var answer = handshake.receive(piece);
            reply = answer.isEmpty() ? reply : answer;
            sent.position(sent.position() + piece.position());
        }
        client.answer(reply.toArray());
        assertEquals(2, sent.remaining());
    }

    @Test
    void theWrongC2DoesNotMatter() throws MalformedException {
        handshake.receive(ByteBuffer.wrap(clients(1).getFirst().hello()));
        handshake.receive(ByteBuffer.allocate(HandshakeDigest.PACKET_LENGTH));
        assertTrue(handshake.isDone());
    }

    @Test
    void aBrokenDigestIsASimpleHandshake() throws MalformedException {
        var hello = HandshakeClient.digest(new Random(1), false).hello();
        hello[1000] ^= 1;
        var reply = handshake.receive(ByteBuffer.wrap(hello)).toArray();
        assertArrayEquals(new byte[8], Arrays.copyOfRange(reply, 1, 9));
        int s2 = 1 + HandshakeDigest.PACKET_LENGTH;
        assertArrayEquals(Arrays.copyOfRange(hello, 9, hello.length), Arrays.copyOfRange(reply, s2 + 8, reply.length));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 9, 31})
    void otherVersionsAreOfferedVersion3(int version) throws MalformedException {
        var hello = clients(1).getFirst().hello();
        hello[0] = (byte) version;
        assertEquals(3, handshake.receive(ByteBuffer.wrap(hello)).at(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 8, 32, 'G', 0x16, 255})
    void whatIsNotPlainRtmpIsRefusedAtItsFirstByte(int version) throws MalformedException {
        var first = ByteBuffer.wrap(new byte[] {(byte) version});
        if (version == 0x16) {
            handshake.receive(first); // reserved for the future, though it is how TLS begins
        } else {
            assertThrows(MalformedException.class, () -> handshake.receive(first));
        }
    }

    /** Computed by another implementation of HMAC-SHA-256, over a packet of the bytes 0, 1, … 255, 0, … */
    @Test
    void digestsAreThoseOfThePublicKeys() {
        var packet = new byte[HandshakeDigest.PACKET_LENGTH];
        for (int i = 0; i < packet.length; i++) {
            packet[i] = (byte) i;
        }
        assertEquals(50, HandshakeDigest.FIRST_HALF.position(packet));
        assertEquals(798, HandshakeDigest.SECOND_HALF.position(packet));
        HandshakeDigest.FIRST_HALF.put(packet, HandshakeDigest.CLIENT_KEY);
        assertEquals(
                "db8e5fd0b081979a4ede294f09b382fa04d10f66b27d6de0438960458b0a6a21",
                Bytes.wrap(HandshakeDigest.FIRST_HALF.of(packet)).toHex());
        var signature = HandshakeDigest.signature(packet, HandshakeDigest.SERVER_KEY, new byte[32]);
        assertEquals(
                "b3aa0f57c1c5c948f64ac016f2873a1aed8be197922d56cb39a38c17a84a9181",
                Bytes.wrap(signature).toHex());
    }
}
