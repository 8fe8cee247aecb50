package org.tcserver.isobmff;

import java.util.Optional;

/** The decoder configuration in a sample entry. Implementations are immutable. */
sealed interface CodecConfiguration permits VideoConfiguration, AudioConfiguration {
    Codec codec();

    /** Returns ffprobe's name for the profile. */
    default Optional<String> profile() {
        return Optional.empty();
    }

    /** Returns the size of the extradata that ffprobe passes to a decoder, 0 if none. */
    default int extradataBytes() {
        return 0;
    }
}
