package org.tcserver.isobmff;

import java.util.Objects;
import org.tcserver.wire.Bytes;

/** A source in memory. Immutable. */
record BytesSource(Bytes bytes) implements MediaSource {
    @Override
    public long length() {
        return bytes.length();
    }

    @Override
    public Bytes read(long position, int count) {
        Objects.checkFromIndexSize(position, count, length());
        return bytes.slice((int) position, count);
    }
}
