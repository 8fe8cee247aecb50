package org.tcserver.rtmfp.chunk;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/** A plain packet: a header and chunks (RFC 7016 §2.2.4). Immutable. */
public record Packet(PacketHeader header, List<Chunk> chunks) {
    /**
     * The most that may be encrypted at once in an established session, so that the datagram passes every path: the
     * plain packet and the prefix that encryption adds.
     */
    public static final int MAX_LENGTH = 1200;

    public Packet {
        chunks = List.copyOf(chunks);
    }

    /**
     * Reads a packet and any padding after it. Omits padding, and chunks that are malformed, unknown or not allowed in
     * this mode. Converts each {@link NextUserData} to the equivalent {@link UserData}.
     */
    public static Packet read(Bytes plain) throws MalformedException {
        var in = new ByteReader(plain);
        var header = PacketHeader.read(in);
        return new Packet(header, new Disassembly(header.mode()).chunks(in));
    }

    public int length() {
        int length = header.length();
        for (var chunk : chunks) {
            length += chunk.length();
        }
        return length;
    }

    public void write(ByteWriter out) {
        header.write(out);
        for (var chunk : chunks) {
            chunk.write(out);
        }
    }

    public Bytes toBytes() {
        var out = new ByteWriter(length());
        write(out);
        return out.toBytes();
    }

    /** Parses the chunks of one packet. */
    private static final class Disassembly {
        private final PacketMode mode;
        private @Nullable UserData previous;

        Disassembly(PacketMode mode) {
            this.mode = mode;
        }

        List<Chunk> chunks(ByteReader in) throws MalformedException {
            var chunks = new ArrayList<Chunk>();
            while (in.remaining() >= Chunk.HEADER_LENGTH) {
                var type = ChunkType.of(in.u8("chunk type"));
                int payloadLength = in.u16("chunk length");
                if (in.remaining() < payloadLength) {
                    break;
                }
                var payload = in.bytes(payloadLength, "chunk payload");
                if (type != null && type != ChunkType.PADDING && type.isAllowedIn(mode)) {
                    add(type, payload, chunks);
                }
            }
            return chunks;
        }

        private void add(ChunkType type, Bytes payload, List<Chunk> chunks) {
            try {
                chunks.add(resolve(Chunk.read(type, payload)));
            } catch (MalformedException e) {
                if (type == ChunkType.USER_DATA || type == ChunkType.NEXT_USER_DATA) {
                    previous = null; // the sequence number of a chunk after it is unknown
                }
            }
        }

        private Chunk resolve(Chunk chunk) throws MalformedException {
            if (chunk instanceof NextUserData next) {
                if (previous == null) {
                    throw new MalformedException("next user data behind no user data");
                }
                previous = next.following(previous);
                return previous;
            }
            if (chunk instanceof UserData userData) {
                previous = userData;
            }
            return chunk;
        }
    }
}
