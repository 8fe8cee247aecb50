package org.tcserver.rtmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tcserver.testing.TestMemory;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

class ChunkReaderRandomTest {
    /** A sender on one chunk stream that uses whatever header fits, in the largest or in a smaller form. */
    private static final class Sender {
        private final Random random;
        private final int id;
        private final boolean repeatsExtended;
        private final List<String> finished;
        private boolean first = true;
        private int timestamp;
        private int delta;
        private boolean extended;
        private Bytes payload = Bytes.EMPTY;
        private int type;
        private int stream;
        private int sent;
        private boolean sending;

        Sender(Random random, int id, boolean repeatsExtended, List<String> finished) {
            this.random = random;
            this.id = id;
            this.repeatsExtended = repeatsExtended;
            this.finished = finished;
        }

        void sendChunk(ByteWriter out, int chunkSize) {
            if (sending) {
                basicHeader(out, 3);
                if (extended && repeatsExtended) {
                    out.u32(delta);
                }
            } else {
                startMessage(out);
            }
            int count = Math.min(chunkSize, payload.length() - sent);
            out.bytes(payload.slice(sent, count));
            sent += count;
            sending = sent < payload.length();
            if (!sending) {
                finished.add(show(stream, type, timestamp, payload));
            }
        }

        private void startMessage(ByteWriter out) {
            int header = first ? 0 : random.nextInt(4);
            if (header == 0) {
                stream = random.nextInt();
            }
            if (header <= 1) {
                type = random.nextInt(256);
                payload = Bytes.wrap(randomBytes(random.nextInt(5) == 0 ? 0 : random.nextInt(2_000)));
            }
            if (header <= 2) {
                delta = random.nextInt(3) == 0 ? random.nextInt() | 0x01000000 : random.nextInt(0xffffff);
                extended = Integer.compareUnsigned(delta, 0xffffff) >= 0;
            }
            timestamp = header == 0 ? delta : timestamp + delta;
            first = false;
            sent = 0;
            writeHeader(out, header);
        }

        private void writeHeader(ByteWriter out, int header) {
            basicHeader(out, header);
            if (header <= 2) {
                out.u24(extended ? 0xffffff : delta);
            }
            if (header <= 1) {
                out.u24(payload.length()).u8(type);
            }
            if (header == 0) {
                out.u32(Integer.reverseBytes(stream));
            }
            if (extended && (header < 3 || repeatsExtended)) {
                out.u32(delta);
            }
        }

        private void basicHeader(ByteWriter out, int header) {
            if (id < 64) {
                out.u8(header << 6 | id);
            } else if (id < 320 && random.nextBoolean()) {
                out.u8(header << 6).u8(id - 64);
            } else {
                out.u8(header << 6 | 1).u8(id - 64).u8((id - 64) >> 8);
            }
        }

        private byte[] randomBytes(int count) {
            var bytes = new byte[count];
            random.nextBytes(bytes);
            return bytes;
        }
    }

    private static String show(int stream, int type, int timestamp, Bytes payload) {
        return stream + " " + type + " " + timestamp + " " + payload.toHex();
    }

    @Test
    void whateverIsSentIsRead() throws MalformedException {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var expected = new ArrayList<String>();
            int chunkSize = 1 + random.nextInt(random.nextBoolean() ? 10 : 3_000);
            var bytes = send(random, chunkSize, expected);
            var reader = connectedReader();
            reader.chunkSize(chunkSize);
            var read = new ArrayList<String>();
            int pieceLength = 1 + random.nextInt(random.nextBoolean() ? 5 : 5_000);
            for (int from = 0; from < bytes.length; from += pieceLength) {
                readAll(reader, ByteBuffer.wrap(bytes, from, Math.min(pieceLength, bytes.length - from)), read);
            }
            assertEquals(expected, read, "seed " + seed);
        }
    }

    private static byte[] send(Random random, int chunkSize, List<String> expected) {
        var senders = new ArrayList<Sender>();
        int[] ids = {3, 63, 64, 319, 320, 65_599};
        boolean repeatsExtended = random.nextBoolean();
        for (int id : ids) {
            senders.add(new Sender(random, id, repeatsExtended, expected));
        }
        var out = new ByteWriter();
        for (int i = 0; i < 300; i++) {
            senders.get(random.nextInt(ids.length)).sendChunk(out, chunkSize);
        }
        // something must follow a type 3 chunk whose extended timestamp may be missing
        out.u8(4).u24(0).u24(1).u8(8).u32(0).u8(7);
        expected.add(show(0, 8, 0, Bytes.of(7)));
        return out.toBytes().toArray();
    }

    private static void readAll(ChunkReader reader, ByteBuffer input, List<String> read) throws MalformedException {
        for (var message = reader.next(input); message != null; message = reader.next(input)) {
            var body = message.message();
            read.add(show(message.streamId(), body.type(), body.timestamp(), body.payload()));
        }
    }

    @Test
    void anythingElseIsMalformedAndBounded() {
        for (int seed = 0; seed < 1_000; seed++) {
            var random = new Random(seed);
            var reader = connectedReader();
            reader.chunkSize(1 + random.nextInt(1 << random.nextInt(25)));
            var input = new byte[1 + random.nextInt(50_000)];
            try {
                for (int i = 0; i < 20; i++) {
                    random.nextBytes(input);
                    var buffer = ByteBuffer.wrap(input);
                    while (reader.next(buffer) != null) {
                        reader.abort(random.nextLong());
                    }
                    assertEquals(0, buffer.remaining(), "seed " + seed);
                    assertTrue(reader.held().bytes() <= ChunkParameters.MAX_PARTIAL_BYTES, "seed " + seed);
                    assertTrue(reader.held().bytes() >= 0, "seed " + seed);
                }
            } catch (MalformedException e) {
                assertTrue(String.valueOf(e.getMessage()).startsWith("too m"), "seed " + seed + ": " + e.getMessage());
            }
        }
    }

    private static ChunkReader connectedReader() {
        var connected = new ChunkReader(TestMemory.account(0));
        connected.held().connected();
        return connected;
    }
}
