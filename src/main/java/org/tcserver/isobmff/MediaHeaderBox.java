package org.tcserver.isobmff;

import java.io.IOException;
import java.util.Optional;

/**
 * The {@code mdhd} box (ISO/IEC 14496-12 §8.4.2). Immutable.
 *
 * @param creationTime seconds since 1904, 0 if unspecified
 * @param timescale ticks per second, at least 1
 * @param duration in ticks, 0 if unknown
 * @param language three letters of ISO 639-2; empty for other codes
 */
record MediaHeaderBox(long creationTime, long timescale, long duration, Optional<String> language) {
    static MediaHeaderBox read(BoxInput in) throws IOException {
        var header = FullBoxHeader.read(in);
        long creationTime = header.readTime(in, "media creation time");
        header.readTime(in, "media modification time");
        long timescale = MovieHeaderBox.readTimescale(in, "media timescale");
        long duration = header.readDuration(in, "media duration");
        return new MediaHeaderBox(creationTime, timescale, duration, language(in.u16("language")));
    }

    private static Optional<String> language(int packed) {
        var letters = new StringBuilder();
        for (int shift = 10; shift >= 0; shift -= 5) {
            int letter = (packed >> shift) & 0x1f;
            if (letter < 1 || letter > 26) {
                return Optional.empty();
            }
            letters.append((char) (0x60 + letter));
        }
        return Optional.of(letters.toString());
    }
}
