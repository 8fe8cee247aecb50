package org.tcserver.rtws.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcserver.wire.Bytes;

class FrameReaderVectorTest {
    private static List<WebSocketMessage> read(String hex) throws WebSocketException {
        return read(new FrameReader(WebSocketParameters.MAX_MESSAGE_BYTES), Bytes.ofHex(hex.replace(" ", "")));
    }

    private static List<WebSocketMessage> read(FrameReader reader, Bytes bytes) throws WebSocketException {
        var messages = new ArrayList<WebSocketMessage>();
        var in = bytes.toByteBuffer();
        for (var next = reader.next(in); next != null; next = reader.next(in)) {
            messages.add(next);
        }
        return messages;
    }

    private static WebSocketMessage binary(String hex) {
        return new WebSocketMessage.Binary(Bytes.ofHex(hex));
    }

    @Test
    void masks() throws WebSocketException {
        assertEquals(List.of(binary("48656c6c6f")), read("82 85 37fa213d 7f9f4d5158"));
        assertEquals(List.of(binary("")), read("82 80 37fa213d"));
    }

    @Test
    void fragmentsWithControlFramesBetween() throws WebSocketException {
        var ping = new WebSocketMessage.Ping(Bytes.ofHex("aa"));
        assertEquals(
                List.of(ping, binary("010203")),
                read("02 81 00000000 01 00 81 00000000 02 89 81 00000000 aa 00 80 00000000 80 81 00000000 03"));
    }

    @Test
    void lengthsOfEachForm() throws WebSocketException {
        var payload = "5a".repeat(200);
        assertEquals(List.of(binary(payload)), read("82 fe 00c8 00000000" + payload));
        var long64 = "5a".repeat(65_536);
        assertEquals(List.of(binary(long64)), read("82 ff 0000000000010000 00000000" + long64));
    }

    @Test
    void controlFrames() throws WebSocketException {
        assertEquals(
                List.of(
                        new WebSocketMessage.Pong(Bytes.EMPTY),
                        new WebSocketMessage.Close(CloseCode.ABSENT, ""),
                        new WebSocketMessage.Close(1000, ""),
                        new WebSocketMessage.Close(4999, "é")),
                read("8a 80 00000000 88 80 00000000 88 82 00000000 03e8 88 84 00000000 1387c3a9"));
    }

    @ParameterizedTest
    @CsvSource({
        "82 05,1002",
        "c2 80,1002",
        "92 80,1002",
        "81 80,1003",
        "83 80,1002",
        "8b 80,1002",
        "09 80,1002",
        "89 fe,1002",
        "88 ff,1002",
        "80 80 00000000,1002",
        "02 80 00000000 82 80 00000000,1002",
        "88 81 00000000 03,1002",
        "88 82 00000000 03e7,1002",
        "88 82 00000000 03ed,1002",
        "88 82 00000000 03ee,1002",
        "88 82 00000000 03f7,1002",
        "88 82 00000000 1388,1002",
        "88 84 00000000 03e8c328,1007",
        "88 83 00000000 03e8ff,1007",
        "82 fe 007d 00000000,1002",
        "82 ff 000000000000ffff 00000000,1002",
        "82 ff 0000000001000041 00000000,1009",
        "82 ff ffffffffffffffff 00000000,1009",
        "02 81 00000000 01 80 ff 0000000001000040 00000000,1009"
    })
    void whatBreaksTheRules(String hex, int closeCode) {
        var e = assertThrows(WebSocketException.class, () -> read(hex));
        assertEquals(closeCode, e.closeCode());
    }

    @Test
    void announcedLengthsAreNotBelieved() throws WebSocketException {
        var reader = new FrameReader(WebSocketParameters.MAX_MESSAGE_BYTES);
        assertNull(reader.next(Bytes.ofHex("82ff000000000100000000000000").toByteBuffer()));
        assertEquals(WebSocketParameters.FIRST_ALLOCATION, reader.heldBytes());
        for (int i = 0; i < 10; i++) {
            assertNull(reader.next(ByteBuffer.allocate(20_000)));
        }
        assertEquals(4 * WebSocketParameters.FIRST_ALLOCATION, reader.heldBytes());
    }

    @Test
    void manyTinyFragmentsAreOneMessage() throws WebSocketException {
        var reader = new FrameReader(WebSocketParameters.MAX_MESSAGE_BYTES);
        assertNull(reader.next(Bytes.ofHex("02810000000001").toByteBuffer()));
        for (int i = 0; i < 100_000; i++) {
            assertNull(reader.next(Bytes.ofHex("00810000000002").toByteBuffer()));
        }
        var message = reader.next(Bytes.ofHex("808000000000").toByteBuffer());
        assertEquals(100_001, message instanceof WebSocketMessage.Binary(var payload) ? payload.length() : 0);
    }

    @Test
    void framesOfOurs() {
        assertEquals("8203010203", Frames.binary(Bytes.ofHex("010203")).toHex());
        assertEquals(
                "827e007e" + "00".repeat(126),
                Frames.binary(Bytes.wrap(new byte[126])).toHex());
        assertEquals("8a01ff", Frames.pong(Bytes.of(255)).toHex());
        assertEquals("880203ea", Frames.close(CloseCode.PROTOCOL_ERROR).toHex());
        assertEquals("8800", Frames.close(CloseCode.ABSENT).toHex());
        assertThrows(IllegalArgumentException.class, () -> Frames.binary(Bytes.wrap(new byte[65_536])));
        for (int length : new int[] {0, 125, 126, 65_535}) {
            var target = ByteBuffer.allocate(Frames.MAX_HEADER_BYTES);
            Frames.putBinaryHeader(target, length);
            var whole = Frames.binary(Bytes.wrap(new byte[length]));
            assertEquals(whole.slice(0, target.position()), Bytes.copyOf(target.array(), 0, target.position()));
        }
    }
}
