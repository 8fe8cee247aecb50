package org.tcserver.rtws.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

class FrameReaderRandomTest {
    private static Bytes random(Random random, int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    private static void frame(ByteWriter out, Random random, int first, Bytes payload) {
        int length = payload.length();
        out.u8(first);
        if (length < 126) {
            out.u8(0x80 | length);
        } else {
            out.u8(0x80 | 126).u16(length);
        }
        var mask = random(random, 4);
        out.bytes(mask);
        for (int i = 0; i < length; i++) {
            out.u8(payload.at(i) ^ mask.at(i % 4));
        }
    }

    /** A message in fragments, with pings between them. */
    private static void message(ByteWriter out, Random random, Bytes payload, List<WebSocketMessage> sent) {
        int first = 0x02;
        int from = 0;
        while (from < payload.length() && random.nextInt(3) > 0) {
            int count = random.nextInt(payload.length() - from);
            frame(out, random, first, payload.slice(from, count));
            from += count;
            first = 0x00;
            if (random.nextBoolean()) {
                var ping = random(random, random.nextInt(126));
                frame(out, random, 0x89, ping);
                sent.add(new WebSocketMessage.Ping(ping));
            }
        }
        frame(out, random, 0x80 | first, payload.slice(from));
        sent.add(new WebSocketMessage.Binary(payload));
    }

    private static List<WebSocketMessage> read(Random random, Bytes bytes) throws WebSocketException {
        var reader = new FrameReader(WebSocketParameters.MAX_MESSAGE_BYTES);
        var messages = new ArrayList<WebSocketMessage>();
        int from = 0;
        while (from < bytes.length()) {
            int count = Math.min(1 + random.nextInt(500), bytes.length() - from);
            var in = bytes.slice(from, count).toByteBuffer();
            for (var next = reader.next(in); next != null; next = reader.next(in)) {
                messages.add(next);
            }
            from += count;
        }
        return messages;
    }

    /** They come out as they went in, whatever pieces the bytes come in. */
    @Test
    void messagesInAnyPieces() throws WebSocketException {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var sent = new ArrayList<WebSocketMessage>();
            var out = new ByteWriter();
            for (int i = 0; i < 5; i++) {
                message(out, random, random(random, random.nextInt(4_000)), sent);
            }
            assertEquals(sent, read(random, out.toBytes()), "seed " + seed);
        }
    }

    @Test
    void garbageIsReadOrRefused() {
        for (int seed = 0; seed < 3_000; seed++) {
            var random = new Random(seed);
            try {
                assertTrue(read(random, random(random, 300)).size() <= 50, "seed " + seed);
            } catch (WebSocketException e) {
                assertTrue(CloseCode.isLegal(e.closeCode()), "seed " + seed);
            }
        }
    }
}
