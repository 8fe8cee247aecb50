package org.tcserver.testing;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/** RTMP chunks (RTMP 1.0 §5.3). Writes a type 0 header for every message, and reads every type of header. */
public final class Chunks {
    private static final int EXTENDED = 0xffffff;

    private Chunks() {}

    /** Returns the message in chunks of at most {@code chunkSize} bytes. */
    public static Bytes write(int chunkStreamId, int chunkSize, RtmpMessage message) {
        var payload = message.payload();
        var out = new ByteWriter(payload.length() + 64);
        var timestamp = message.timestamp() & 0xffffffffL;
        basicHeader(out, 0, chunkStreamId);
        out.u24((int) Math.min(timestamp, EXTENDED)).u24(payload.length()).u8(message.type());
        out.u32(Integer.toUnsignedLong(Integer.reverseBytes(message.streamId())));
        for (var from = 0; from == 0 || from < payload.length(); from += chunkSize) {
            if (from > 0) {
                basicHeader(out, 3, chunkStreamId);
            }
            if (timestamp >= EXTENDED) {
                out.u32(timestamp);
            }
            out.bytes(payload.slice(from, Math.min(chunkSize, payload.length() - from)));
        }
        return out.toBytes();
    }

    private static void basicHeader(ByteWriter out, int format, int chunkStreamId) {
        if (chunkStreamId < 64) {
            out.u8(format << 6 | chunkStreamId);
        } else if (chunkStreamId < 320) {
            out.u8(format << 6).u8(chunkStreamId - 64);
        } else {
            var beyond = chunkStreamId - 64;
            out.u8(format << 6 | 1).u8(beyond & 0xff).u8(beyond >> 8);
        }
    }

    /** Assembles messages from chunks. Confined to the client's reading thread. */
    static final class Reader {
        private final DataInputStream in;
        private final Map<Integer, ChunkStream> chunkStreams = new HashMap<>();
        private int chunkSize = 128;

        Reader(DataInputStream in) {
            this.in = in;
        }

        void chunkSize(int size) {
            chunkSize = size;
        }

        /** Discards the partial message on that chunk stream. */
        void abort(int chunkStreamId) {
            chunkStreams.getOrDefault(chunkStreamId, new ChunkStream()).filled = 0;
        }

        /** Blocks until a chunk arrives. Returns the message that it completes, or null. */
        @Nullable RtmpMessage readChunk() throws IOException {
            var first = in.readUnsignedByte();
            var chunkStream = chunkStreams.computeIfAbsent(chunkStreamId(first), id -> new ChunkStream());
            chunkStream.header(in, first >> 6);
            return chunkStream.payload(in, chunkSize) ? chunkStream.message() : null;
        }

        private int chunkStreamId(int first) throws IOException {
            return switch (first & 0x3f) {
                case 0 -> in.readUnsignedByte() + 64;
                case 1 -> in.readUnsignedByte() + (in.readUnsignedByte() << 8) + 64;
                default -> first & 0x3f;
            };
        }
    }

    private static final class ChunkStream {
        private boolean extended;
        private long delta;
        private long timestamp;
        private int type;
        private int streamId;
        private byte[] payload = new byte[0];
        private int filled;

        void header(DataInputStream in, int format) throws IOException {
            var isNew = filled == 0;
            if (format == 3) {
                if (extended) {
                    var repeated = Integer.toUnsignedLong(in.readInt());
                    if (!isNew && repeated != (delta & 0xffffffffL)) {
                        throw new IOException("type 3 chunk repeats timestamp " + repeated + ", not " + delta);
                    }
                }
            } else {
                if (!isNew) {
                    throw new IOException("type " + format + " chunk within a message");
                }
                messageHeader(in, format);
            }
            if (isNew) {
                timestamp = (format == 0 ? delta : timestamp + delta) & 0xffffffffL;
            }
        }

        private void messageHeader(DataInputStream in, int format) throws IOException {
            delta = readU24(in);
            extended = delta == EXTENDED;
            if (format < 2) {
                payload = new byte[readU24(in)];
                type = in.readUnsignedByte();
            }
            if (format == 0) {
                streamId = Integer.reverseBytes(in.readInt());
            }
            if (extended) {
                delta = Integer.toUnsignedLong(in.readInt());
            }
        }

        /** Reads one chunk of payload. Returns whether the message is complete. */
        boolean payload(DataInputStream in, int chunkSize) throws IOException {
            var count = Math.min(chunkSize, payload.length - filled);
            in.readFully(payload, filled, count);
            filled += count;
            return filled == payload.length;
        }

        RtmpMessage message() {
            filled = 0;
            var whole = Bytes.wrap(payload);
            payload = new byte[whole.length()];
            return new RtmpMessage(type, streamId, timestamp, whole, System.nanoTime());
        }

        private static int readU24(DataInputStream in) throws IOException {
            return in.readUnsignedByte() << 16 | in.readUnsignedShort();
        }
    }
}
