package org.tcserver.isobmff;

import java.util.List;
import java.util.Optional;

/** Names that are found by a code. */
final class Names {
    private static final List<String> CHANNEL_LAYOUTS = List.of("mono", "stereo");

    private Names() {}

    static Optional<String> at(List<String> names, int code) {
        return code >= 0 && code < names.size() ? Optional.of(names.get(code)) : Optional.empty();
    }

    /** The arrangement of speakers where it follows from their number alone. */
    static Optional<String> channelLayout(int channels) {
        return at(CHANNEL_LAYOUTS, channels - 1);
    }
}
