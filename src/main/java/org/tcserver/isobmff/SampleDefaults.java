package org.tcserver.isobmff;

/**
 * What holds for a fragment's samples where it doesn't say otherwise: {@code trex}, perhaps overridden by {@code tfhd}
 * (ISO/IEC 14496-12 §8.8.3, §8.8.7). Immutable.
 *
 * @param duration in ticks, or {@link #UNKNOWN}: the init segment that says it is not at hand
 * @param flags sample flags; 0, a sync sample, where nothing is said
 */
record SampleDefaults(long duration, long size, int flags) {
    static final long UNKNOWN = -1;
    static final SampleDefaults NONE = new SampleDefaults(UNKNOWN, 0, 0);
}
