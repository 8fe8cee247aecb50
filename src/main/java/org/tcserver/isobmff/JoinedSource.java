package org.tcserver.isobmff;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/** A concatenation of sources. As thread-safe as its parts. */
record JoinedSource(List<MediaSource> parts) implements MediaSource {
    JoinedSource {
        parts = List.copyOf(parts);
    }

    @Override
    public long length() {
        return parts.stream().mapToLong(MediaSource::length).sum();
    }

    @Override
    public Bytes read(long position, int count) throws IOException {
        Objects.checkFromIndexSize(position, count, length());
        var joined = new ByteWriter(count);
        long partStart = 0;
        for (var part : parts) {
            long from = position + joined.length() - partStart;
            if (joined.length() < count && from < part.length()) {
                joined.bytes(part.read(from, (int) Math.min(count - joined.length(), part.length() - from)));
            }
            partStart += part.length();
        }
        return joined.toBytes();
    }
}
