package org.tcserver.isobmff;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/** Damaged files: an answer or a clear complaint, soon, whatever the damage. */
class MediaFileRandomTest {
    private static final int MUTATIONS = 100_000;
    private static final Duration LONG = Duration.ofSeconds(15);

    @Test
    void damagedFilesGiveAnAnswerOrAComplaint() throws IOException {
        long seed = 20_263;
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int answers = 0;
        var originals = new ArrayList<Bytes>();
        for (var name : Boxes.sampleFiles()) {
            originals.add(Boxes.sampleFile(name));
        }
        for (int i = 0; i < MUTATIONS; i++) {
            var original = originals.get(i % originals.size());
            answers += survives(damaged(original, random), "seed " + seed + ", mutation " + i) ? 1 : 0;
        }
        assertTrue(answers > MUTATIONS / 20 && answers < MUTATIONS, answers + " answers, seed " + seed);
    }

    @Test
    void everyTruncationGivesAnAnswerOrAComplaint() throws IOException {
        for (var name : Boxes.sampleFiles()) {
            var whole = Boxes.sampleFile(name);
            for (int length = 0; length < whole.length(); length++) {
                survives(whole.slice(0, length), name + " cut to " + length);
            }
        }
    }

    private static boolean survives(Bytes bytes, String what) {
        long startNanos = System.nanoTime();
        try {
            var file = MediaFile.read(MediaSource.of(bytes));
            file.summary();
            file.probe("damaged").toSection();
            return true;
        } catch (MalformedException e) {
            assertTrue(String.valueOf(e.getMessage()).length() > 5, what);
            return false;
        } catch (IOException | RuntimeException e) {
            return fail(what, e);
        } finally {
            assertTrue(System.nanoTime() - startNanos < LONG.toNanos(), "took too long: " + what);
        }
    }

    /** Single bytes, runs of one value, extreme numbers, cuts and repetitions: one to four of them. */
    private static Bytes damaged(Bytes original, RandomGenerator random) {
        var bytes = original.toArray();
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times; i++) {
            int at = random.nextInt(bytes.length - 4);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> fill(bytes, at, (byte) (random.nextBoolean() ? 0xff : 0));
                case 3 -> System.arraycopy(bytes, random.nextInt(bytes.length - 4), bytes, at, 4);
                default -> bytes[at + 3] = (byte) random.nextInt(64);
            }
        }
        return random.nextInt(10) == 0 ? Bytes.wrap(bytes, 0, random.nextInt(bytes.length)) : Bytes.wrap(bytes);
    }

    private static void fill(byte[] bytes, int at, byte value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = value;
        }
    }
}
