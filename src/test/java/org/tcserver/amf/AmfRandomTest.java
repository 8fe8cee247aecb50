package org.tcserver.amf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tcserver.amf.AmfSamples.readAmf0;
import static org.tcserver.amf.AmfSamples.readAmf3;
import static org.tcserver.amf.AmfSamples.writeAmf3;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

class AmfRandomTest {
    private static final int INPUTS = 50_000;

    /** Reads a value in one of the formats. */
    private interface Read {
        AmfValue read(Bytes bytes) throws MalformedException;
    }

    @Test
    void randomBytesBecomeAValueOrMalformed() {
        int values = 0;
        for (long seed = 0; seed < INPUTS; seed++) {
            var bytes = randomBytes(new Random(seed));
            values += readAndWrite(seed, bytes, AmfSamples::readAmf0);
            values += readAndWrite(seed, bytes, AmfSamples::readAmf3);
        }
        assertEquals(true, values > INPUTS / 10, () -> "too few of the inputs were values");
    }

    /** Bytes near those of the formats: mostly small, so that markers, lengths and references are often good. */
    private static Bytes randomBytes(Random random) {
        var array = new byte[1 + random.nextInt(60)];
        for (int i = 0; i < array.length; i++) {
            array[i] = (byte) random.nextInt(random.nextInt(4) == 0 ? 256 : 20);
        }
        return Bytes.wrap(array);
    }

    /** Writes the value that {@code read} yields in both formats, and compares it after a round trip through AMF0. */
    private static int readAndWrite(long seed, Bytes bytes, Read read) {
        try {
            var value = read.read(bytes);
            writeAmf3(value);
            var plain = Amf0Writer.encode(value);
            assertEquals(plain, Amf0Writer.encode(readAmf0(plain)), () -> "seed " + seed);
            return 1;
        } catch (MalformedException e) {
            return 0;
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    @Test
    void randomValuesReturn() throws Exception {
        for (long seed = 0; seed < INPUTS; seed++) {
            var message = "seed " + seed;
            var random = new Random(seed);
            var common = new RandomValues(random, false).value(4);
            assertEquals(common, readAmf0(Amf0Writer.encode(common)), message);
            var rich = new RandomValues(random, true).value(4);
            assertEquals(rich, readAmf3(writeAmf3(rich)), message);
        }
    }

    @Test
    void truncatedValuesAreMalformed() {
        for (long seed = 0; seed < 2000; seed++) {
            var random = new Random(seed);
            var bytes = writeAmf3(new RandomValues(random, true).value(3));
            for (int length = 0; length < bytes.length(); length++) {
                var truncated = bytes.slice(0, length);
                assertEquals(0, readAndWrite(seed, truncated, AmfSamples::readAmf3), "seed " + seed);
            }
        }
    }

    /** Random values that AMF0 can express or, with {@code amf3}, those that AMF3 can. */
    private record RandomValues(Random random, boolean amf3) {
        AmfValue value(int depth) {
            return switch (random.nextInt(depth == 0 ? 5 : amf3 ? 12 : 9)) {
                case 0 -> number();
                case 1 -> AmfValue.of(random.nextBoolean());
                case 2 -> AmfValue.of(text());
                case 3 -> random.nextBoolean() ? AmfValue.NULL : AmfValue.UNDEFINED;
                case 4 -> new AmfDate(random.nextInt());
                case 5 -> new AmfObject(random.nextBoolean() ? "" : text(), members(depth - 1));
                case 6 -> new AmfStrictArray(values(depth - 1));
                case 7 -> ecmaArray(depth - 1);
                case 8 -> new AmfXmlDocument(text());
                case 9 -> new AmfByteArray(Bytes.ofUtf8(text()));
                case 10 -> vector(depth - 1);
                default -> new AmfDictionary(random.nextBoolean(), entries(depth - 1));
            };
        }

        private AmfValue number() {
            return AmfValue.of(
                    switch (random.nextInt(3)) {
                        case 0 -> random.nextInt(1000);
                        case 1 -> random.nextInt();
                        default -> Double.longBitsToDouble(random.nextLong());
                    });
        }

        private String text() {
            var text = new StringBuilder();
            for (int i = random.nextInt(6); i >= 0; i--) {
                text.appendCodePoint(random.nextInt(8) == 0 ? 0x1f600 + random.nextInt(9) : 'a' + random.nextInt(3));
            }
            return text.toString();
        }

        /** With a member that is no index, as an array without one is a strict array in AMF3. */
        private AmfEcmaArray ecmaArray(int depth) {
            var members = new LinkedHashMap<String, AmfValue>();
            for (int i = random.nextInt(3); i > 0; i--) {
                members.put(Integer.toString(members.size()), value(depth));
            }
            members.putAll(members(depth));
            members.put("last", AmfValue.NULL);
            return new AmfEcmaArray(members);
        }

        private Map<String, AmfValue> members(int depth) {
            var members = new LinkedHashMap<String, AmfValue>();
            for (int i = random.nextInt(4); i > 0; i--) {
                members.put(text(), value(depth));
            }
            return members;
        }

        private List<AmfValue> values(int depth) {
            var values = new ArrayList<AmfValue>();
            for (int i = random.nextInt(4); i > 0; i--) {
                values.add(value(depth));
            }
            return values;
        }

        private List<AmfDictionary.Entry> entries(int depth) {
            return values(depth).stream()
                    .map(value -> new AmfDictionary.Entry(AmfValue.of(text()), value))
                    .toList();
        }

        private AmfVector vector(int depth) {
            boolean fixed = random.nextBoolean();
            return switch (random.nextInt(4)) {
                case 0 -> new AmfVector(AmfVector.Type.INT, "", fixed, List.of(AmfValue.of(random.nextInt())));
                case 1 ->
                    new AmfVector(AmfVector.Type.UINT, "", fixed, List.of(AmfValue.of((double)
                            Integer.toUnsignedLong(random.nextInt()))));
                case 2 -> new AmfVector(AmfVector.Type.DOUBLE, "", fixed, List.of(AmfValue.of(random.nextGaussian())));
                default -> new AmfVector(AmfVector.Type.OBJECT, "*", fixed, values(depth));
            };
        }
    }
}
