package org.tcserver.rtmfp.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

class ChunkRandomTest {
    private static final long SEED = 20131107;

    @Test
    void everyChunkReturns() throws Exception {
        var samples = new ChunkSamples(new Random(SEED));
        for (int i = 0; i < 20_000; i++) {
            var chunk = samples.chunk();
            var out = new ByteWriter();
            chunk.writePayload(out);
            assertEquals(chunk.payloadLength(), out.length(), () -> chunk + ", seed " + SEED);
            assertEquals(chunk, Chunk.read(chunk.type(), out.toBytes()), "seed " + SEED);
        }
    }

    /** Whatever reads can be written, and reads the same then. */
    @Test
    void damagedPacketsGiveValuesOrAreMalformed() throws Exception {
        var random = new Random(SEED);
        var samples = new ChunkSamples(random);
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            try {
                var packet = Packet.read(damagedPacket(samples, random));
                assertEquals(packet, Packet.read(packet.toBytes()), "seed " + SEED);
                read++;
            } catch (MalformedException e) {
                // most damage to the header
            }
        }
        assertTrue(read > 25_000, "seed " + SEED + ": " + read);
    }

    @Test
    void noiseGivesValuesOrIsMalformed() {
        var random = new Random(SEED);
        for (int i = 0; i < 100_000; i++) {
            var payload = new byte[random.nextInt(60)];
            random.nextBytes(payload);
            for (var type : ChunkType.values()) {
                try {
                    assertEquals(type, Chunk.read(type, Bytes.wrap(payload)).type(), "seed " + SEED);
                } catch (MalformedException e) {
                    // as it should be
                }
            }
        }
    }

    private static Bytes damagedPacket(ChunkSamples samples, Random random) throws Exception {
        var chunks = new ArrayList<Chunk>();
        for (int count = random.nextInt(6); count > 0; count--) {
            chunks.add(samples.chunk());
        }
        var mode = PacketMode.of(1 + random.nextInt(3));
        var header = new PacketHeader(mode, random.nextBoolean(), false, random.nextInt(65536), PacketHeader.ABSENT);
        var bytes = new Packet(header, chunks).toBytes().toArray();
        for (int damage = random.nextInt(4); damage > 0; damage--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return Bytes.wrap(bytes, 0, random.nextInt(bytes.length + 1));
    }
}
