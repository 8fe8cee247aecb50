package org.tcserver.isobmff;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code ctts} box (ISO/IEC 14496-12 §8.6.1.3). Reads offsets as signed in both versions, as common readers do.
 * Immutable.
 *
 * @param head offsets of the first samples, at most {@link IsoParameters#HEAD_SAMPLES}
 */
record CompositionOffsetBox(List<Integer> head) {
    static final CompositionOffsetBox NONE = new CompositionOffsetBox(List.of());

    CompositionOffsetBox {
        head = List.copyOf(head);
    }

    static CompositionOffsetBox read(BoxInput in) throws IOException {
        FullBoxHeader.read(in);
        int entries = in.entryCount(8, "ctts");
        var head = new ArrayList<Integer>();
        for (int i = 0; i < entries && head.size() < IsoParameters.HEAD_SAMPLES; i++) {
            long count = in.u32("ctts sample count");
            int offset = in.i32("ctts sample offset");
            for (long j = 0; j < count && head.size() < IsoParameters.HEAD_SAMPLES; j++) {
                head.add(offset);
            }
        }
        return new CompositionOffsetBox(head);
    }

    /** Returns the offset of a sample, 0 beyond {@code head}. */
    int at(int sample) {
        return sample < head.size() ? head.get(sample) : 0;
    }
}
