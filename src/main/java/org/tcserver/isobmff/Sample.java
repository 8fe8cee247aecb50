package org.tcserver.isobmff;

/**
 * One sample of a run, as described outside the media data. Immutable.
 *
 * @param duration in ticks, or {@link SampleDefaults#UNKNOWN}
 * @param compositionOffset presentation time minus decode time, in ticks
 */
record Sample(long duration, long size, int compositionOffset, int flags) {
    private static final int SAMPLE_IS_NON_SYNC = 0x10000;

    boolean isSync() {
        return (flags & SAMPLE_IS_NON_SYNC) == 0;
    }
}
