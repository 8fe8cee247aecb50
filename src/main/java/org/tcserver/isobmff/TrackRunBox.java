package org.tcserver.isobmff;

import java.io.IOException;

/**
 * The {@code trun} box (ISO/IEC 14496-12 §8.8.8). It passes its samples on one by one. Reads composition offsets as
 * signed in both versions, as common readers do. Immutable.
 *
 * @param samples number of samples in the run
 */
record TrackRunBox(FullBoxHeader header, long samples, SampleDefaults defaults) {
    private static final int DATA_OFFSET = 0x1;
    private static final int FIRST_SAMPLE_FLAGS = 0x4;
    private static final int SAMPLE_DURATION = 0x100;
    private static final int SAMPLE_SIZE = 0x200;
    private static final int SAMPLE_FLAGS = 0x400;
    private static final int SAMPLE_COMPOSITION_TIME_OFFSETS = 0x800;
    private static final int[] SAMPLE_FIELDS = {
        SAMPLE_DURATION, SAMPLE_SIZE, SAMPLE_FLAGS, SAMPLE_COMPOSITION_TIME_OFFSETS
    };

    /** Reads a run and adds its samples to {@code timeline}. */
    static void read(BoxInput in, SampleDefaults defaults, TrackTimeline timeline) throws IOException {
        var header = FullBoxHeader.read(in);
        long samples = in.u32("trun sample count");
        new TrackRunBox(header, samples, defaults).readSamples(in, timeline);
    }

    private void readSamples(BoxInput in, TrackTimeline timeline) throws IOException {
        in.skip(header.has(DATA_OFFSET) ? 4 : 0, "trun data offset");
        int firstFlags = header.has(FIRST_SAMPLE_FLAGS) ? in.i32("first sample flags") : defaults.flags();
        if (samples == 0) {
            return;
        }
        if (bytesPerSample() == 0) {
            var sample = new Sample(defaults.duration(), defaults.size(), 0, firstFlags);
            timeline.add(sample, 1);
            timeline.add(sample, samples - 1);
            return;
        }
        in.requireEntries(samples, bytesPerSample(), "trun");
        for (long i = 0; i < samples; i++) {
            timeline.add(readSample(in, i == 0 ? firstFlags : defaults.flags()), 1);
        }
    }

    private Sample readSample(BoxInput in, int flagsIfNotSaid) throws IOException {
        long duration = header.has(SAMPLE_DURATION) ? in.u32("sample duration") : defaults.duration();
        long size = header.has(SAMPLE_SIZE) ? in.u32("sample size") : defaults.size();
        int flags = header.has(SAMPLE_FLAGS) ? in.i32("sample flags") : flagsIfNotSaid;
        int offset = header.has(SAMPLE_COMPOSITION_TIME_OFFSETS) ? in.i32("sample composition time offset") : 0;
        return new Sample(duration, size, offset, flags);
    }

    private int bytesPerSample() {
        int bytes = 0;
        for (int field : SAMPLE_FIELDS) {
            bytes += header.has(field) ? 4 : 0;
        }
        return bytes;
    }
}
