package org.tcserver.isobmff;

import java.util.Optional;

/**
 * One way in which samples of a track are coded (ISO/IEC 14496-12 §8.5.2). Immutable.
 *
 * @param type four characters
 * @param vendor four characters that QuickTime has there
 * @param codec known even where the configuration is missing
 */
record SampleEntry(
        String type, String vendor, Format format, Optional<Codec> codec, Optional<CodecConfiguration> configuration) {
    /** What the entry itself says of its kind of media. */
    sealed interface Format permits Visual, Audio, Other {}

    /**
     * A visual sample entry (§12.1.3).
     *
     * @param compressorName perhaps empty
     * @param pixelAspect from {@code pasp}, {@code 0/0} if there is none
     * @param colour from {@code colr}
     */
    record Visual(FrameSize size, String compressorName, Ratio pixelAspect, Colour colour) implements Format {}

    /**
     * An audio sample entry (§12.2.3).
     *
     * @param sampleRate per second, 0 if not said
     */
    record Audio(int channels, int sampleRate) implements Format {}

    /** Any other sample entry. */
    record Other() implements Format {}
}
