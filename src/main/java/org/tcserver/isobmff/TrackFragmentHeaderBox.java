package org.tcserver.isobmff;

import java.io.IOException;
import java.util.Map;

/**
 * The {@code tfhd} box, with missing values taken from the track's {@code trex} (ISO/IEC 14496-12 §8.8.7). Immutable.
 */
record TrackFragmentHeaderBox(int trackId, SampleDefaults defaults) {
    private static final int BASE_DATA_OFFSET = 0x1;
    private static final int SAMPLE_DESCRIPTION_INDEX = 0x2;
    private static final int DEFAULT_SAMPLE_DURATION = 0x8;
    private static final int DEFAULT_SAMPLE_SIZE = 0x10;
    private static final int DEFAULT_SAMPLE_FLAGS = 0x20;

    /**
     * Reads the box.
     *
     * @param trexes the defaults by track ID
     */
    static TrackFragmentHeaderBox read(BoxInput in, Map<Integer, SampleDefaults> trexes) throws IOException {
        var header = FullBoxHeader.read(in);
        int trackId = in.i32("tfhd track ID");
        var trex = trexes.getOrDefault(trackId, SampleDefaults.NONE);
        in.skip((header.has(BASE_DATA_OFFSET) ? 8 : 0) + (header.has(SAMPLE_DESCRIPTION_INDEX) ? 4 : 0), "tfhd");
        long duration = header.has(DEFAULT_SAMPLE_DURATION) ? in.u32("default sample duration") : trex.duration();
        long size = header.has(DEFAULT_SAMPLE_SIZE) ? in.u32("default sample size") : trex.size();
        int flags = header.has(DEFAULT_SAMPLE_FLAGS) ? in.i32("default sample flags") : trex.flags();
        return new TrackFragmentHeaderBox(trackId, new SampleDefaults(duration, size, flags));
    }
}
