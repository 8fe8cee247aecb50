package org.tcserver.rtmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tcserver.tc.MessageType;
import org.tcserver.tc.TcMessage;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

class AggregatesTest {
    private static final String AUDIO_AT_1000 = "08 000002 0003e8 00 000000 a1a2 0000000d";
    private static final String VIDEO_AT_1020 = "09 000003 0003fc 00 000000 b1b2b3 0000000e";

    private final List<String> messages = new ArrayList<>();

    private void split(int timestamp, String hex) throws IOException {
        messages.clear();
        var payload = Bytes.ofHex(hex.replace(" ", ""));
        Aggregates.split(
                new TcMessage(MessageType.AGGREGATE, timestamp, payload),
                message -> messages.add(message.type() + " " + Integer.toUnsignedString(message.timestamp()) + " "
                        + message.payload().toHex()));
    }

    @Test
    void timestampsAreMovedToThatOfTheAggregate() throws IOException {
        split(1000, AUDIO_AT_1000 + VIDEO_AT_1020);
        assertEquals(List.of("8 1000 a1a2", "9 1020 b1b2b3"), messages);
        split(5, AUDIO_AT_1000 + VIDEO_AT_1020);
        assertEquals(List.of("8 5 a1a2", "9 25 b1b2b3"), messages);
        split(-10, AUDIO_AT_1000 + VIDEO_AT_1020);
        assertEquals(List.of("8 4294967286 a1a2", "9 10 b1b2b3"), messages);
    }

    @Test
    void theUpperTimestampByteComesLast() throws IOException {
        split(0x12345678, "08 000001 345678 12 000000 aa 0000000c 08 000001 345679 12 000000 bb");
        assertEquals(List.of("8 305419896 aa", "8 305419897 bb"), messages);
    }

    @Test
    void theFirstTimestampCountsEvenIfItsMessageIsLeftOut() throws IOException {
        split(0, "16 000001 0003e8 00 000000 aa 0000000c" + VIDEO_AT_1020);
        assertEquals(List.of("9 20 b1b2b3"), messages);
    }

    @Test
    void onlyMediaAndDataAreLetOut() throws IOException {
        for (int type = 0; type < 256; type++) {
            split(0, Bytes.of(type).toHex() + "000001 000000 00 000000 aa 0000000c");
            boolean expected = type == 8 || type == 9 || type == 15 || type == 18;
            assertEquals(expected ? List.of(type + " 0 aa") : List.of(), messages);
        }
    }

    @Test
    void theLastBackPointerMayBeMissing() throws IOException {
        split(1000, AUDIO_AT_1000 + VIDEO_AT_1020.replace("0000000e", ""));
        assertEquals(List.of("8 1000 a1a2", "9 1020 b1b2b3"), messages);
        split(0, "");
        assertEquals(List.of(), messages);
    }

    @Test
    void aTruncatedMessageIsMalformedAfterThoseBeforeIt() throws IOException {
        String whole = (AUDIO_AT_1000 + VIDEO_AT_1020).replace(" ", "");
        int first = AUDIO_AT_1000.replace(" ", "").length();
        int withoutPointer = whole.length() - 8;
        for (int length = first + 2; length < whole.length(); length += 2) {
            if (length != withoutPointer) {
                String truncated = whole.substring(0, length);
                assertThrows(MalformedException.class, () -> split(1000, truncated), "length " + length / 2);
                assertEquals("8 1000 a1a2", messages.getFirst());
            }
        }
    }

    @Test
    void randomBytesAreSplitOrMalformed() throws IOException {
        for (int seed = 0; seed < 2_000; seed++) {
            var random = new Random(seed);
            var payload = new byte[random.nextInt(200)];
            for (int i = 0; i < payload.length; i++) {
                payload[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(20) : 0);
            }
            long[] total = {0};
            try {
                Aggregates.split(
                        new TcMessage(MessageType.AGGREGATE, 0, Bytes.wrap(payload)),
                        message -> total[0] += message.payload().length());
            } catch (MalformedException e) {
                assertTrue(String.valueOf(e.getMessage()).startsWith("truncated "), "seed " + seed);
            }
            assertTrue(total[0] <= payload.length, "seed " + seed);
        }
    }
}
