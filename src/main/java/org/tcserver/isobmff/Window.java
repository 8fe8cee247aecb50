package org.tcserver.isobmff;

import java.io.IOException;
import org.tcserver.wire.Bytes;

/** Caches the most recently read part of a source, so that few small reads reach the disk. Confined to one thread. */
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

    /** Returns {@code count} bytes. The caller has checked that they exist and that {@code count} is bounded. */
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
