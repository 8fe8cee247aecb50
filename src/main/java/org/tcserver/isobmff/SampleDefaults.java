package org.tcserver.isobmff;

/**
 * The defaults for a fragment's samples: {@code trex}, with any overrides from {@code tfhd} (ISO/IEC 14496-12 §8.8.3,
 * §8.8.7). Immutable.
 *
 * @param duration in ticks, or {@link #UNKNOWN} if the init segment that defines it is not available
 * @param flags sample flags; the default 0 means a sync sample
 */
record SampleDefaults(long duration, long size, int flags) {
    static final long UNKNOWN = -1;
    static final SampleDefaults NONE = new SampleDefaults(UNKNOWN, 0, 0);
}
