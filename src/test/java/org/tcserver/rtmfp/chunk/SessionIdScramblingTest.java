package org.tcserver.rtmfp.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionIdScramblingTest {
    @ParameterizedTest
    @CsvSource({
        "00000000, 00000000, ''",
        "01020304, 01020304, ''",
        "fefefefe, 01020304, fffcfdfa",
        "11111111, 01020304, 10131215000000000000",
        "01020304, 01020304, 1122334411223344ffff",
        "10203040, 01020304, 1122334400000000ff",
        "01020304, 00000304, 0102",
        "01020304, 01020301, 0000000000000005",
        "01020304, 09020304, 0000000008",
    })
    void scramblesAndUnscrambles(String scrambled, String sessionId, String encrypted) {
        var datagram = ByteBuffer.wrap(HexFormat.of().parseHex("aa" + scrambled + encrypted + "bb"));
        datagram.position(1).limit(datagram.limit() - 1);
        int id = Integer.parseUnsignedInt(sessionId, 16);
        assertEquals(id, SessionIdScrambling.sessionId(datagram));
        datagram.putInt(1, -1);
        SessionIdScrambling.scramble(id, datagram);
        assertEquals(scrambled, HexFormat.of().formatHex(datagram.array(), 1, 5));
        assertEquals(1, datagram.position());
    }

    @ParameterizedTest
    @CsvSource({"0, false", "3, false", "4, true"})
    void needsFourBytes(int length, boolean enough) {
        assertEquals(enough, SessionIdScrambling.hasSessionId(ByteBuffer.allocate(length)));
    }
}
