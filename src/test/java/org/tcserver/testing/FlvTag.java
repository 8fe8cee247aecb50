package org.tcserver.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.Bytes;

/** One tag of an FLV file. Type, timestamp (in milliseconds) and content are those of an RTMP message. */
public record FlvTag(int type, long timestamp, Bytes payload) {
    public static List<FlvTag> read(Path file) throws IOException {
        var in = new ByteReader(Bytes.wrap(Files.readAllBytes(file)));
        in.skip(9 + 4, "file header");
        var tags = new ArrayList<FlvTag>();
        while (in.hasRemaining()) {
            var type = in.u8("tag type");
            var length = in.u24("length");
            var timestamp = in.u24("timestamp") | (long) in.u8("extended timestamp") << 24;
            in.u24("stream ID");
            tags.add(new FlvTag(type, timestamp, in.bytes(length, "content")));
            in.u32("length of the tag before");
        }
        return tags;
    }
}
