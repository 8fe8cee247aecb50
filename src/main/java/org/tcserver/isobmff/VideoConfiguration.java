package org.tcserver.isobmff;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The decoder configuration of a visual sample entry. Where it lacks a value, the entry's own fields apply. */
sealed interface VideoConfiguration extends CodecConfiguration
        permits AvcConfiguration, HevcConfiguration, Av1Configuration, VpConfiguration {
    /** Returns the level in the codec's own numbering. */
    int level();

    /** Returns the size of the visible picture. */
    default Optional<FrameSize> size() {
        return Optional.empty();
    }

    /** Returns the size of the coded picture, which may include margins. */
    default Optional<FrameSize> codedSize() {
        return size();
    }

    Optional<PixelFormat> pixelFormat();

    /** Returns the chroma formats that have separate names for 8-bit full-range pixels. */
    default Set<Integer> jpegChromaFormats() {
        return Set.of();
    }

    default VideoSignal signal() {
        return VideoSignal.UNKNOWN;
    }

    /** Returns how many frames may precede a frame in decoding order and follow it in presentation order. */
    default int reorderedFrames() {
        return 0;
    }

    default OptionalInt referenceFrames() {
        return OptionalInt.empty();
    }

    /** Returns whether all frames are known to be progressive. */
    default boolean isProgressive() {
        return true;
    }

    default boolean hasFilmGrain() {
        return false;
    }

    /** Returns frames per second, or {@link Ratio#NONE} if unspecified. */
    default Ratio frameRate() {
        return Ratio.NONE;
    }

    /** Returns the size of the length field before each NAL unit, for codecs where ffprobe shows it. */
    default OptionalInt nalLengthSize() {
        return OptionalInt.empty();
    }
}
