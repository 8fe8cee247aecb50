package org.tcserver.rtmfp.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcserver.rtmfp.chunk.Packet;
import org.tcserver.rtmfp.chunk.SessionIdScrambling;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

class PacketSealingRandomTest {
    private static final long SEED = 7425;
    private static final int SESSION_ID = 0xcafe;
    private static final Bytes SECRET = Bytes.ofUtf8("secret");

    private final PacketScratch scratch = new PacketScratch();
    private final Random random = new Random(SEED);

    @ParameterizedTest
    @CsvSource({"0, false", "0, true", "16, false", "16, true", "4, true", "32, true"})
    void everyPacketReturnsOnce(int hmacLength, boolean numbers) {
        var protection = new Protection(hmacLength, numbers);
        var sealer = sealer(protection);
        var opener = opener(protection);
        for (int i = 1; i < 2_000; i++) {
            var packet = randomBytes(i < 1_300 ? i : 1 + random.nextInt(8192 - 16));
            var datagram = seal(sealer, packet);
            assertTrue(datagram.remaining() <= packet.length() + 60);
            assertEquals(SESSION_ID, SessionIdScrambling.sessionId(datagram));
            var opened = opener.open(datagram);
            assertNotNull(opened, "seed " + SEED + ", length " + packet.length());
            assertEquals(packet, opened.slice(0, packet.length()));
            assertTrue(opened.length() < packet.length() + 16);
            assertEquals(numbers, opener.open(datagram) == null);
        }
    }

    /** The size that fits every path: IPv6 guarantees 1280 bytes, less 40 for its header and 8 for UDP. */
    @Test
    void theLongestPacketFitsTheSmallestMtu() {
        for (int hmacLength : new int[] {0, 4, 16}) {
            for (boolean numbers : new boolean[] {true, false}) {
                var sealer = sealer(new Protection(hmacLength, numbers));
                for (int i = 0; i < 300; i++) {
                    var datagram = seal(sealer, randomBytes(sealer.maxPacketLength()));
                    assertEquals(4 + Packet.MAX_LENGTH + hmacLength, datagram.remaining());
                }
            }
        }
    }

    @Test
    void refusesToSealWhatIsTooLong() {
        var sealer = sealer(new Protection(16, true));
        var out = ByteBuffer.allocate(10_000);
        assertThrows(IllegalArgumentException.class, () -> sealer.seal(1, Bytes.wrap(new byte[8193]), out));
    }

    /** Mixes a million forged and replayed datagrams with genuine ones: none passes or disturbs the session. */
    @Test
    void forgedAndReplayedPacketsChangeNothing() {
        var protection = new Protection(16, true);
        var sealer = sealer(protection);
        var opener = opener(protection);
        for (int i = 0; i < 10_000; i++) {
            var packet = randomBytes(1 + random.nextInt(60));
            var datagram = seal(sealer, packet);
            for (int j = 0; j < 99; j++) {
                assertNull(opener.open(forged(datagram)), "seed " + SEED);
            }
            var opened = opener.open(datagram);
            assertNotNull(opened, "seed " + SEED);
            assertEquals(packet, opened.slice(0, packet.length()));
            assertNull(opener.open(datagram), "seed " + SEED);
        }
    }

    /** Flips, cuts or lengthens the genuine datagram, or replaces it by noise. The session ID has no meaning here. */
    private ByteBuffer forged(ByteBuffer genuine) {
        var bytes = new byte[genuine.remaining()];
        genuine.get(genuine.position(), bytes);
        switch (random.nextInt(4)) {
            case 0 -> bytes[4 + random.nextInt(bytes.length - 4)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> {
                return ByteBuffer.wrap(bytes, 0, random.nextInt(bytes.length));
            }
            case 2 -> {
                return ByteBuffer.allocate(bytes.length + 1 + random.nextInt(40))
                        .put(0, bytes);
            }
            default -> bytes = randomBytes(random.nextInt(100)).toArray();
        }
        return ByteBuffer.wrap(bytes);
    }

    /** The checksum stops all but one in 65536: what passes is then a packet, or malformed. */
    @Test
    void noiseAtStartupIsHarmless() {
        var opener = PacketOpener.forStartup(scratch);
        int passed = 0;
        for (int i = 0; i < 200_000; i++) {
            var opened =
                    opener.open(ByteBuffer.wrap(randomBytes(random.nextInt(100)).toArray()));
            if (opened != null) {
                passed++;
                readAnything(opened);
            }
        }
        assertTrue(passed < 20, "seed " + SEED + ": " + passed);
    }

    private static void readAnything(Bytes packet) {
        try {
            assertNotNull(Packet.read(packet));
        } catch (MalformedException e) {
            // as it should be
        }
    }

    @Test
    void latePacketsPassAndTooLateOnesDoNot() {
        var protection = new Protection(16, true);
        var sealer = sealer(protection);
        var opener = opener(protection);
        var first = seal(sealer, randomBytes(5));
        var second = seal(sealer, randomBytes(5));
        for (int i = 2; i < 33; i++) {
            seal(sealer, randomBytes(5));
        }
        var last = seal(sealer, randomBytes(5));
        assertNotNull(opener.open(last));
        assertNull(opener.open(first));
        assertNotNull(opener.open(second));
        assertNull(opener.open(second));
    }

    private static PacketKeys keys(Protection protection) {
        return PacketKeys.derive(SECRET, HmacSha256.of(SECRET, SECRET), protection);
    }

    private PacketSealer sealer(Protection protection) {
        return new PacketSealer(keys(protection), scratch);
    }

    private PacketOpener opener(Protection protection) {
        return new PacketOpener(keys(protection), scratch);
    }

    private static ByteBuffer seal(PacketSealer sealer, Bytes packet) {
        var datagram = ByteBuffer.allocate(packet.length() + 60);
        sealer.seal(SESSION_ID, packet, datagram);
        return datagram.flip();
    }

    private Bytes randomBytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
