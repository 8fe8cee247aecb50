package org.tcserver.isobmff;

import java.util.Optional;

/** What a sample entry tells a decoder. Implementations are immutable. */
sealed interface CodecConfiguration permits VideoConfiguration, AudioConfiguration {
    Codec codec();

    /** As ffprobe names it. */
    default Optional<String> profile() {
        return Optional.empty();
    }

    /** The size of what ffprobe would hand to a decoder, 0 if nothing. */
    default int extradataBytes() {
        return 0;
    }
}
