package org.tcserver.isobmff;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code stts} box (ISO/IEC 14496-12 §8.6.1.2). Confined to one thread, like its durations.
 *
 * @param head decode times of the first samples, at most {@link IsoParameters#HEAD_SAMPLES}
 */
record TimeToSampleBox(SampleDurations durations, List<Long> head) {
    static final long MAX_DELTA = Integer.MAX_VALUE;

    static TimeToSampleBox read(BoxInput in) throws IOException {
        FullBoxHeader.read(in);
        int entries = in.entryCount(8, "stts");
        var durations = new SampleDurations();
        var head = new ArrayList<Long>();
        for (int i = 0; i < entries; i++) {
            long count = in.u32("stts sample count");
            long delta = in.u32("stts sample delta");
            delta = delta > MAX_DELTA ? 0 : delta;
            for (long j = 0; j < count && head.size() < IsoParameters.HEAD_SAMPLES; j++) {
                head.add(durations.total() + j * delta);
            }
            durations.add(count, delta);
        }
        return new TimeToSampleBox(durations, List.copyOf(head));
    }
}
