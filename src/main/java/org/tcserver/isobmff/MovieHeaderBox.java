package org.tcserver.isobmff;

import java.io.IOException;
import org.tcserver.wire.MalformedException;

/**
 * The {@code mvhd} box (ISO/IEC 14496-12 §8.2.2). Immutable.
 *
 * @param creationTime seconds since 1904, 0 if unspecified
 * @param timescale ticks per second, at least 1
 * @param duration in ticks, 0 if unknown
 */
record MovieHeaderBox(long creationTime, long timescale, long duration) {
    static MovieHeaderBox read(BoxInput in) throws IOException {
        var header = FullBoxHeader.read(in);
        long creationTime = header.readTime(in, "movie creation time");
        header.readTime(in, "movie modification time");
        long timescale = readTimescale(in, "movie timescale");
        return new MovieHeaderBox(creationTime, timescale, header.readDuration(in, "movie duration"));
    }

    static long readTimescale(BoxInput in, String what) throws IOException {
        long timescale = in.u32(what);
        if (timescale == 0) {
            throw new MalformedException(what + " of zero");
        }
        return timescale;
    }
}
