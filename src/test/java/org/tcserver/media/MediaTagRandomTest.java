package org.tcserver.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tcserver.wire.Bytes;

/** Any payload yields a role that callers can rely on. */
class MediaTagRandomTest {
    private static final int ROUNDS = 200_000;

    @Test
    void anyPayloadHasARole() {
        long seed = 20_262;
        var random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            var payload = payload(random);
            for (var kind : MediaKind.values()) {
                check(kind, payload, "seed " + seed + ", round " + round + ", " + kind + " " + payload.toHex());
            }
        }
    }

    /** Returns a short payload, mostly with an enhanced header: other headers have little structure to break. */
    private static Bytes payload(Random random) {
        var bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        if (bytes.length > 2 && random.nextInt(4) > 0) {
            bytes[0] = (byte) (0x90 | random.nextInt(4, 8));
            bytes[1] = (byte) random.nextInt(0x30);
        }
        return Bytes.wrap(bytes);
    }

    private static void check(MediaKind kind, Bytes payload, String what) {
        var tag = MediaTag.of(kind, payload);
        assertEquals(kind, tag.kind(), what);
        assertEquals(payload.isEmpty(), tag.role() == MediaRole.EMPTY, what);
        assertFalse(
                kind == MediaKind.AUDIO
                        && (tag.role().isReference() || tag.role().needsReference()),
                what);
        var seen = new BitSet();
        for (int i = 0; i < tag.trackCount(); i++) {
            assertTrue(tag.trackIdAt(i) >= 0 && tag.trackIdAt(i) <= 255, what);
            assertFalse(seen.get(tag.trackIdAt(i)), what);
            seen.set(tag.trackIdAt(i));
            checkEndOfSequence(tag, i, what);
        }
    }

    private static void checkEndOfSequence(MediaTag tag, int index, String what) {
        var payload = tag.endOfSequenceAt(index);
        if (payload.isEmpty()) {
            return;
        }
        var end = MediaTag.of(tag.kind(), payload);
        assertEquals(MediaRole.SEQUENCE_END, end.role(), what);
        assertEquals(tag.codecAt(index), end.codec(), what);
        assertEquals(tag.trackIdAt(index), end.trackId(), what);
        assertEquals(tag.multitrack(), end.multitrack(), what);
    }
}
