package org.tcserver.isobmff;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import org.tcserver.wire.Bytes;

/**
 * Bytes of known length that can be read from any place. As thread-safe as what it stands on; nothing is closed here.
 *
 * <p>The length is taken once: a file that grows later is seen as it was.
 */
public interface MediaSource {
    long length();

    /**
     * Exactly {@code count} bytes from {@code position} on.
     *
     * @throws IndexOutOfBoundsException if they don't lie within {@link #length()}
     * @throws IOException if reading fails, or the file has shrunk
     */
    Bytes read(long position, int count) throws IOException;

    static MediaSource of(Bytes bytes) {
        return new BytesSource(bytes);
    }

    /** The whole file; positional reads only, so the channel's own position doesn't move. */
    static MediaSource of(FileChannel channel) throws IOException {
        return new ChannelSource(channel, channel.size());
    }

    /** All parts, one after the other, as if they were one file: an init segment and its media segments, say. */
    static MediaSource join(List<MediaSource> parts) {
        return new JoinedSource(parts);
    }
}
