package org.tcserver.isobmff;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What a visual sample entry tells a decoder; what it doesn't tell is left to the entry. */
sealed interface VideoConfiguration extends CodecConfiguration
        permits AvcConfiguration, HevcConfiguration, Av1Configuration, VpConfiguration {
    /** As the codec numbers it. */
    int level();

    /** What is to be shown. */
    default Optional<FrameSize> size() {
        return Optional.empty();
    }

    /** What is coded, perhaps with margins. */
    default Optional<FrameSize> codedSize() {
        return size();
    }

    Optional<PixelFormat> pixelFormat();

    /** The chroma formats whose full-range pixels of 8 bits have names of their own. */
    default Set<Integer> jpegChromaFormats() {
        return Set.of();
    }

    default VideoSignal signal() {
        return VideoSignal.UNKNOWN;
    }

    /** How many frames may have to wait for a later decoded one. */
    default int reorderedFrames() {
        return 0;
    }

    default OptionalInt referenceFrames() {
        return OptionalInt.empty();
    }

    /** Whether all frames are known to be progressive. */
    default boolean isProgressive() {
        return true;
    }

    default boolean hasFilmGrain() {
        return false;
    }

    /** Frames per second, if said. */
    default Ratio frameRate() {
        return Ratio.NONE;
    }

    /** Bytes of the length before each NAL unit, where the codec has them and ffprobe shows them. */
    default OptionalInt nalLengthSize() {
        return OptionalInt.empty();
    }
}
