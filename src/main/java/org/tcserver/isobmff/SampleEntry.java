package org.tcserver.isobmff;

import java.util.Optional;

/**
 * One coding format of a track's samples (ISO/IEC 14496-12 §8.5.2). Immutable.
 *
 * @param type four characters
 * @param vendor four characters, a QuickTime field
 * @param codec known even without a configuration
 */
record SampleEntry(
        String type, String vendor, Format format, Optional<Codec> codec, Optional<CodecConfiguration> configuration) {
    /** The fields of an entry that depend on the media type. */
    sealed interface Format permits Visual, Audio, Other {}

    /**
     * A visual sample entry (§12.1.3).
     *
     * @param compressorName may be empty
     * @param pixelAspect from {@code pasp}, {@code 0/0} without one
     * @param colour from {@code colr}
     */
    record Visual(FrameSize size, String compressorName, Ratio pixelAspect, Colour colour) implements Format {}

    /**
     * An audio sample entry (§12.2.3).
     *
     * @param sampleRate per second, 0 if unspecified
     */
    record Audio(int channels, int sampleRate) implements Format {}

    /** Any other sample entry. */
    record Other() implements Format {}
}
