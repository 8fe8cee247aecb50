package org.tcserver.isobmff;

import java.io.IOException;

/**
 * A summary of the {@code sidx} box (ISO/IEC 14496-12 §8.16.3). Immutable.
 *
 * @param timescale ticks per second
 * @param earliestPresentationTime in ticks
 * @param references number of subsegments
 * @param duration total of all subsegments, in ticks
 */
public record SegmentIndex(long timescale, long earliestPresentationTime, int references, long duration) {
    static SegmentIndex read(BoxInput in) throws IOException {
        var header = FullBoxHeader.read(in);
        in.skip(4, "sidx reference ID");
        long timescale = MovieHeaderBox.readTimescale(in, "sidx timescale");
        long earliest = header.readTime(in, "earliest presentation time");
        header.readTime(in, "sidx first offset");
        in.skip(2, "sidx");
        int references = in.u16("sidx reference count");
        in.requireEntries(references, 12, "sidx");
        long duration = 0;
        for (int i = 0; i < references; i++) {
            in.skip(4, "sidx reference");
            duration += in.u32("subsegment duration");
            in.skip(4, "sidx reference");
        }
        return new SegmentIndex(timescale, earliest, references, duration);
    }
}
