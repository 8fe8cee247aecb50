package org.tcserver.isobmff;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What an audio sample entry tells a decoder; what it doesn't tell is left to the entry. */
sealed interface AudioConfiguration extends CodecConfiguration
        permits AacConfiguration, OpusConfiguration, Ac3Configuration, FlacConfiguration {
    /** Samples per second, 0 if not said. */
    int sampleRate();

    /** 0 if not said. */
    int channels();

    /** The name that ffprobe has for the speakers. */
    Optional<String> channelLayout();

    /** The name that ffprobe has for what its decoder makes. */
    default String sampleFormat() {
        return "fltp";
    }

    default OptionalInt bitsPerRawSample() {
        return OptionalInt.empty();
    }

    /** Bits per second, where the codec's are constant. */
    default OptionalLong bitRate() {
        return OptionalLong.empty();
    }
}
