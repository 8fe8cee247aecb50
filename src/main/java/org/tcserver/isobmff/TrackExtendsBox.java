package org.tcserver.isobmff;

import java.io.IOException;

/** The {@code trex} box (ISO/IEC 14496-12 §8.8.3). Immutable. */
record TrackExtendsBox(int trackId, SampleDefaults defaults) {
    static TrackExtendsBox read(BoxInput in) throws IOException {
        FullBoxHeader.read(in);
        int trackId = in.i32("trex track ID");
        in.skip(4, "trex");
        long duration = in.u32("default sample duration");
        long size = in.u32("default sample size");
        return new TrackExtendsBox(trackId, new SampleDefaults(duration, size, in.i32("default sample flags")));
    }
}
