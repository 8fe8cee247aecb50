package org.tcserver.pushav.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads lines that end with a line feed, one at a time. Confined to one thread. */
final class LineReader implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int NEW_LINE = '\n';

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int next;
    private int filled;
    private long position;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** Returns the next complete line without its line feed, or null if none is left. */
    byte @Nullable [] next() throws IOException {
        var line = new ByteArrayOutputStream();
        while (next < filled || fill()) {
            int end = next;
            while (end < filled && buffer[end] != NEW_LINE) {
                end++;
            }
            line.write(buffer, next, end - next);
            next = end;
            if (end < filled) {
                next++;
                position += line.size() + 1;
                return line.toByteArray();
            }
        }
        return null;
    }

    private boolean fill() throws IOException {
        next = 0;
        filled = Math.max(0, in.read(buffer, 0, buffer.length));
        return filled > 0;
    }

    /** Returns the position of the next line. */
    long position() {
        return position;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
