package org.tcserver.server;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Damages files in ways that transfers, bugs and attackers do. Immutable. */
final class Mutator {
    /** The first bytes of a file, which determine how a reader parses the rest. */
    private static final int HEAD = 2000;

    private static final int[] EXTREMES = {
        0, 1, -1, 7, 8, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x7fff, 0x10000, 0xffffff
    };

    private Mutator() {}

    /** Returns a copy of the original with one to six faults. */
    static byte[] mutate(byte[] original, RandomGenerator random) {
        var bytes = original.clone();
        int faults = 1 + random.nextInt(6);
        for (int i = 0; i < faults && bytes.length > 16; i++) {
            bytes = fault(bytes, random);
        }
        return bytes;
    }

    private static byte[] fault(byte[] bytes, RandomGenerator random) {
        boolean head = random.nextInt(4) > 0;
        int at = random.nextInt((head ? Math.min(HEAD, bytes.length) : bytes.length) - 8);
        int length = 1 + random.nextInt(Math.min(64, bytes.length - at));
        switch (random.nextInt(8)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> Arrays.fill(bytes, at, at + length, (byte) (random.nextBoolean() ? 0xff : 0));
            case 3 -> integer(bytes, at, EXTREMES[random.nextInt(EXTREMES.length)]);
            case 4 -> integer(bytes, at & ~3, random.nextInt(4096));
            case 5 -> System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), bytes, at, length);
            case 6 -> {
                return without(bytes, at, length);
            }
            default -> {
                return random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : twice(bytes, at, length);
            }
        }
        return bytes;
    }

    private static void integer(byte[] bytes, int at, int value) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >> (24 - 8 * i));
        }
    }

    private static byte[] without(byte[] bytes, int at, int length) {
        var shorter = Arrays.copyOf(bytes, bytes.length - length);
        System.arraycopy(bytes, at + length, shorter, at, bytes.length - at - length);
        return shorter;
    }

    private static byte[] twice(byte[] bytes, int at, int length) {
        var longer = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
        return longer;
    }
}
