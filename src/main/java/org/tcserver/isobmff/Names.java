package org.tcserver.isobmff;

import java.util.List;
import java.util.Optional;

/** Looks up names by code. */
final class Names {
    private static final List<String> CHANNEL_LAYOUTS = List.of("mono", "stereo");

    private Names() {}

    static Optional<String> at(List<String> names, int code) {
        return code >= 0 && code < names.size() ? Optional.of(names.get(code)) : Optional.empty();
    }

    /**
     * Returns the speaker layout for mono or stereo; empty for other channel counts, which do not determine a layout.
     */
    static Optional<String> channelLayout(int channels) {
        return at(CHANNEL_LAYOUTS, channels - 1);
    }
}
