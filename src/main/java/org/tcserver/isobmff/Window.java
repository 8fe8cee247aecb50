package org.tcserver.isobmff;

import java.io.IOException;
import org.tcserver.wire.Bytes;

/** The part of a source that was read last, so that small reads seldom reach the disk. Confined to one thread. */
final class Window {
    private final MediaSource source;
    private long start;
    private Bytes bytes = Bytes.EMPTY;

    Window(MediaSource source) {
        this.source = source;
    }

    long length() {
        return source.length();
    }

    int u8(long position) throws IOException {
        if (position < start || position >= start + bytes.length()) {
            refill(position);
        }
        return bytes.at((int) (position - start));
    }

    /** The caller has checked that {@code count} is bounded and that so much is there. */
    Bytes bytes(long position, int count) throws IOException {
        if (count > IsoParameters.WINDOW_BYTES) {
            return source.read(position, count);
        }
        if (position < start || position + count > start + bytes.length()) {
            refill(position);
        }
        return bytes.slice((int) (position - start), count);
    }

    private void refill(long position) throws IOException {
        int count = (int) Math.min(IsoParameters.WINDOW_BYTES, source.length() - position);
        bytes = source.read(position, count);
        start = position;
    }
}
