package org.tcserver.rtmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.rtmp.SetPeerBandwidth.LimitType;
import org.tcserver.tc.TcMessage;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

class ControlMessageVectorTest {
    private static ControlMessage read(int type, String hex) throws MalformedException {
        return ControlMessage.read(new TcMessage(type, 0, Bytes.ofHex(hex)));
    }

    private static void assertBothWays(int type, String hex, ControlMessage message) throws MalformedException {
        assertEquals(message, read(type, hex));
        assertEquals(type, message.toMessage().type());
        assertEquals(hex, message.toMessage().payload().toHex());
    }

    /** Also that no shorter one is understood, and that what follows is ignored. */
    private static void assertVector(int type, String hex, ControlMessage message) throws MalformedException {
        assertBothWays(type, hex, message);
        assertEquals(message, read(type, hex + "00"));
        for (int length = 0; length < hex.length(); length += 2) {
            var truncated = hex.substring(0, length);
            assertThrows(MalformedException.class, () -> read(type, truncated), truncated);
        }
    }

    @Test
    void protocolControl() throws MalformedException {
        assertVector(1, "00000080", new SetChunkSize(128));
        assertVector(1, "7fffffff", new SetChunkSize(Integer.MAX_VALUE));
        assertVector(2, "0001003f", new Abort(65_599));
        assertVector(3, "fffffffe", new Acknowledgement(4_294_967_294L));
        assertVector(5, "002625a0", new WindowAckSize(2_500_000));
        assertVector(6, "002625a000", new SetPeerBandwidth(2_500_000, LimitType.HARD));
        assertVector(6, "002625a001", new SetPeerBandwidth(2_500_000, LimitType.SOFT));
        assertVector(6, "ffffffff02", new SetPeerBandwidth(0xffff_ffffL, LimitType.DYNAMIC));
    }

    @Test
    void userControl() throws MalformedException {
        assertBothWays(4, "000000000001", new OtherUserControl(0, Bytes.of(0, 0, 0, 1)));
        assertVector(4, "000612345678", new PingRequest(0x12345678));
        assertVector(4, "000787654321", new PingResponse(0x87654321L));
    }

    @Test
    void unknownEventsAreKept() throws MalformedException {
        assertBothWays(4, "001f00000001", new OtherUserControl(31, Bytes.of(0, 0, 0, 1)));
        assertBothWays(4, "0005", new OtherUserControl(5, Bytes.EMPTY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000000", "80000000", "ffffffff"})
    void chunkSizesHave31BitsAndAreNot0(String hex) {
        assertThrows(MalformedException.class, () -> read(1, hex));
    }

    @Test
    void limitTypesEndAtDynamic() {
        assertThrows(MalformedException.class, () -> read(6, "0000000003"));
    }

    @Test
    void sixTypesAreControl() {
        for (int type = 0; type < 256; type++) {
            assertEquals(type >= 1 && type <= 6, ControlMessage.isControl(type), "type " + type);
        }
    }

    @Test
    void randomPayloadsAreReadOrMalformed() {
        for (int seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            var payload = new byte[random.nextInt(12)];
            random.nextBytes(payload);
            try {
                var message = ControlMessage.read(new TcMessage(1 + random.nextInt(6), 0, Bytes.wrap(payload)));
                assertTrue(message.toMessage().payload().length() <= payload.length, "seed " + seed);
            } catch (MalformedException e) {
                assertFalse(String.valueOf(e.getMessage()).isEmpty(), "seed " + seed);
            }
        }
    }
}
