package org.tcserver.isobmff;

import java.io.IOException;

/**
 * The {@code tkhd} box (ISO/IEC 14496-12 §8.3.2). Immutable.
 *
 * @param rotation in degrees clockwise, from the matrix: 0, 90, 180 or 270; 0 for any other transformation
 */
record TrackHeaderBox(int trackId, boolean enabled, int rotation) {
    private static final int ENABLED = 1;
    private static final int ONE = 0x10000;

    static TrackHeaderBox read(BoxInput in) throws IOException {
        var header = FullBoxHeader.read(in);
        header.readTime(in, "track creation time");
        header.readTime(in, "track modification time");
        int trackId = in.i32("track ID");
        in.skip(4, "track header");
        header.readDuration(in, "track duration");
        in.skip(8 + 2 + 2 + 2 + 2, "track header");
        return new TrackHeaderBox(trackId, header.has(ENABLED), readRotation(in));
    }

    private static int readRotation(BoxInput in) throws IOException {
        int a = in.i32("matrix");
        int b = in.i32("matrix");
        in.skip(4, "matrix");
        int c = in.i32("matrix");
        int d = in.i32("matrix");
        if (a == 0 && d == 0 && b == ONE && c == -ONE) {
            return 90;
        }
        if (a == 0 && d == 0 && b == -ONE && c == ONE) {
            return 270;
        }
        return a == -ONE && d == -ONE && b == 0 && c == 0 ? 180 : 0;
    }
}
