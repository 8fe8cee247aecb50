package org.tcserver.rtws.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

class RtwsMessageVectorTest {
    private static final Bytes ABC = Bytes.ofHex("0a0b0c");

    /** A message, its bytes, and how many of them it needs at least to be one of that type. */
    record Vector(String hex, RtwsMessage message, int least) {}

    static List<Vector> vectors() {
        return List.of(
                new Vector("01", new Ping(Bytes.EMPTY), 1),
                new Vector("01 0a0b0c", new Ping(ABC), 1),
                new Vector("41 0a0b0c", new PingReply(ABC), 1),
                new Vector("0a 9570", new SetAckWindow(2800), 3),
                new Vector("10 03 0a0b0c", new FlowOpen(3, ABC), 2),
                new Vector("10 8100", new FlowOpen(128, Bytes.EMPTY), 3),
                new Vector("30 03 8100 54430400", new ReturnFlowOpen(3, 128, Bytes.ofHex("54430400")), 4),
                new Vector("1d 03 0a0b0c", new UserDataLast(3, ABC), 2),
                new Vector("3d 8103 0a0b0c", new UserDataMore(131, ABC), 3),
                new Vector("1a 03", new AbandonMessage(3, 0), 2),
                new Vector("1a 03 8104", new AbandonMessage(3, 132), 4),
                new Vector("1c 05", new FlowClose(5), 2),
                new Vector("5a 05 8a00 ffff7f", new DataAck(5, 1280, 2_097_151), 7),
                new Vector("5c 05", new FlowCloseAck(5), 2),
                new Vector("5e 05 07", new FlowException(5, 7, ""), 3),
                new Vector("5e 05 07 6e6fe282ac", new FlowException(5, 7, "no€"), 3));
    }

    private static Bytes bytes(String hex) {
        return Bytes.ofHex(hex.replace(" ", ""));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void bothWays(Vector vector) throws MalformedException {
        assertEquals(vector.message(), RtwsMessage.read(bytes(vector.hex())));
        assertEquals(bytes(vector.hex()), vector.message().toBytes());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void truncated(Vector vector) throws MalformedException {
        var message = vector.message();
        var whole = bytes(vector.hex());
        for (int length = 1; length < whole.length(); length++) {
            var part = whole.slice(0, length);
            boolean optional = message instanceof AbandonMessage || message instanceof FlowException;
            if (length < vector.least() && !(optional && length == 2)) {
                assertThrows(MalformedException.class, () -> RtwsMessage.read(part), part::toHex);
            } else {
                var shorter = RtwsMessage.read(part);
                assertTrue(shorter != null && shorter.type() == message.type(), part::toHex);
            }
        }
    }

    @Test
    void theRestOfNumbersIsIgnored() throws MalformedException {
        assertEquals(new FlowClose(5), RtwsMessage.read(bytes("1c 05 ff")));
        assertEquals(new DataAck(5, 1, 2), RtwsMessage.read(bytes("5a 05 01 02 ff")));
        assertEquals(new AbandonMessage(5, 1), RtwsMessage.read(bytes("1a 05 01 ff")));
    }

    @Test
    void reasonsMayBeLeftOut() throws MalformedException {
        assertEquals(new FlowException(5, 0, ""), RtwsMessage.read(bytes("5e 05")));
    }

    @Test
    void emptyAndUnknownOnesAreNone() throws MalformedException {
        assertNull(RtwsMessage.read(Bytes.EMPTY));
        for (int type = 0; type < 256; type++) {
            int known = type;
            boolean isKnown =
                    vectors().stream().anyMatch(vector -> vector.message().type() == known);
            var message = RtwsMessage.read(Bytes.of(type, 1, 1, 1));
            assertEquals(isKnown, message != null, "type " + type);
        }
    }

    @Test
    void flowIdsThatCannotBeToldApartAreMalformed() {
        assertThrows(MalformedException.class, () -> RtwsMessage.read(bytes("1c ffffffffffffffffffff7f")));
    }

    @Test
    void randomBytesAreReadOrMalformed() {
        for (int seed = 0; seed < 5_000; seed++) {
            var random = new Random(seed);
            var bytes = new byte[1 + random.nextInt(12)];
            random.nextBytes(bytes);
            bytes[0] = (byte)
                    vectors().get(random.nextInt(vectors().size())).message().type();
            try {
                var message = RtwsMessage.read(Bytes.wrap(bytes));
                assertTrue(message != null && message.type() == bytes[0], "seed " + seed);
            } catch (MalformedException e) {
                assertTrue(String.valueOf(e.getMessage()).length() > 5, "seed " + seed);
            }
        }
    }
}
