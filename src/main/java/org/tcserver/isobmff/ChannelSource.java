package org.tcserver.isobmff;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;
import org.tcserver.wire.Bytes;

/** A source on disk. Thread-safe, because it uses only positional reads. */
record ChannelSource(FileChannel channel, long length) implements MediaSource {
    @Override
    public Bytes read(long position, int count) throws IOException {
        Objects.checkFromIndexSize(position, count, length);
        var buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
        }
        return Bytes.wrap(buffer.array());
    }
}
