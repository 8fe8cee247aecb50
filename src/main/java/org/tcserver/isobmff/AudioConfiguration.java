package org.tcserver.isobmff;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The decoder configuration of an audio sample entry. Where it lacks a value, the entry's own fields apply. */
sealed interface AudioConfiguration extends CodecConfiguration
        permits AacConfiguration, OpusConfiguration, Ac3Configuration, FlacConfiguration {
    /** Returns samples per second, 0 if unspecified. */
    int sampleRate();

    /** Returns the number of channels, 0 if unspecified. */
    int channels();

    /** Returns ffprobe's name for the speaker layout. */
    Optional<String> channelLayout();

    /** Returns ffprobe's name for its decoder's output format. */
    default String sampleFormat() {
        return "fltp";
    }

    default OptionalInt bitsPerRawSample() {
        return OptionalInt.empty();
    }

    /** Returns bits per second, for codecs with a constant bit rate. */
    default OptionalLong bitRate() {
        return OptionalLong.empty();
    }
}
