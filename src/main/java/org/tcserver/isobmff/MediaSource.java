package org.tcserver.isobmff;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import org.tcserver.wire.Bytes;

/**
 * A byte source of fixed length with random access. As thread-safe as the underlying data; it closes nothing.
 *
 * <p>The length is determined once; later growth of a file is ignored.
 */
public interface MediaSource {
    long length();

    /**
     * Reads exactly {@code count} bytes from {@code position} on.
     *
     * @throws IndexOutOfBoundsException if they are not within {@link #length()}
     * @throws IOException if reading fails, or the file has shrunk
     */
    Bytes read(long position, int count) throws IOException;

    static MediaSource of(Bytes bytes) {
        return new BytesSource(bytes);
    }

    /** Returns the whole file as a source. It uses positional reads and does not move the channel's position. */
    static MediaSource of(FileChannel channel) throws IOException {
        return new ChannelSource(channel, channel.size());
    }

    /** Returns the concatenation of all parts, for example an init segment and its media segments. */
    static MediaSource join(List<MediaSource> parts) {
        return new JoinedSource(parts);
    }
}
