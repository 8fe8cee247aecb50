package org.tcserver.isobmff;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * The colour range, and the codes of ITU-T H.273 with ffprobe's names for them. Immutable.
 *
 * @param primaries 2 if unspecified
 * @param transfer 2 if unspecified
 * @param matrix 2 if unspecified
 */
record Colour(Range range, int primaries, int transfer, int matrix) {
    /** Whether sample values use all codes, or reserve some at both ends. */
    enum Range {
        UNKNOWN,
        LIMITED,
        FULL;

        static Range ofFullFlag(boolean full) {
            return full ? FULL : LIMITED;
        }
    }

    static final int UNSPECIFIED = 2;
    static final Colour UNKNOWN = new Colour(Range.UNKNOWN, UNSPECIFIED, UNSPECIFIED, UNSPECIFIED);
    static final int MATRIX_RGB = 0;

    private static final Map<Integer, String> PRIMARIES = Map.ofEntries(
            Map.entry(1, "bt709"),
            Map.entry(4, "bt470m"),
            Map.entry(5, "bt470bg"),
            Map.entry(6, "smpte170m"),
            Map.entry(7, "smpte240m"),
            Map.entry(8, "film"),
            Map.entry(9, "bt2020"),
            Map.entry(10, "smpte428"),
            Map.entry(11, "smpte431"),
            Map.entry(12, "smpte432"),
            Map.entry(22, "ebu3213"));
    private static final Map<Integer, String> TRANSFERS = Map.ofEntries(
            Map.entry(1, "bt709"),
            Map.entry(4, "bt470m"),
            Map.entry(5, "bt470bg"),
            Map.entry(6, "smpte170m"),
            Map.entry(7, "smpte240m"),
            Map.entry(8, "linear"),
            Map.entry(9, "log100"),
            Map.entry(10, "log316"),
            Map.entry(11, "iec61966-2-4"),
            Map.entry(12, "bt1361e"),
            Map.entry(13, "iec61966-2-1"),
            Map.entry(14, "bt2020-10"),
            Map.entry(15, "bt2020-12"),
            Map.entry(16, "smpte2084"),
            Map.entry(17, "smpte428"),
            Map.entry(18, "arib-std-b67"));
    private static final Map<Integer, String> MATRICES = Map.ofEntries(
            Map.entry(MATRIX_RGB, "gbr"),
            Map.entry(1, "bt709"),
            Map.entry(4, "fcc"),
            Map.entry(5, "bt470bg"),
            Map.entry(6, "smpte170m"),
            Map.entry(7, "smpte240m"),
            Map.entry(8, "ycgco"),
            Map.entry(9, "bt2020nc"),
            Map.entry(10, "bt2020c"),
            Map.entry(11, "smpte2085"),
            Map.entry(12, "chroma-derived-nc"),
            Map.entry(13, "chroma-derived-c"),
            Map.entry(14, "ictcp"));

    /**
     * Reads a {@code colr} box of type {@code nclx} or {@code nclc} (ISO/IEC 14496-12 §12.1.5); ignores ICC profiles.
     */
    static Colour read(BoxInput in) throws IOException {
        var type = in.fourCharacters("colour type");
        if (!type.equals("nclx") && !type.equals("nclc")) {
            return UNKNOWN;
        }
        int primaries = in.u16("colour primaries");
        int transfer = in.u16("transfer characteristics");
        int matrix = in.u16("matrix coefficients");
        var range = type.equals("nclx") ? Range.ofFullFlag((in.u8("colour range") & 0x80) != 0) : Range.UNKNOWN;
        return new Colour(range, primaries, transfer, matrix);
    }

    /** Returns this colour, with unspecified values taken from {@code other}. */
    Colour orElse(Colour other) {
        return new Colour(
                range == Range.UNKNOWN ? other.range : range,
                primaries == UNSPECIFIED ? other.primaries : primaries,
                transfer == UNSPECIFIED ? other.transfer : transfer,
                matrix == UNSPECIFIED ? other.matrix : matrix);
    }

    boolean isRgb() {
        return matrix == MATRIX_RGB;
    }

    Optional<String> rangeName() {
        return switch (range) {
            case UNKNOWN -> Optional.empty();
            case LIMITED -> Optional.of("tv");
            case FULL -> Optional.of("pc");
        };
    }

    Optional<String> matrixName() {
        return Optional.ofNullable(MATRICES.get(matrix));
    }

    Optional<String> transferName() {
        return Optional.ofNullable(TRANSFERS.get(transfer));
    }

    Optional<String> primariesName() {
        return Optional.ofNullable(PRIMARIES.get(primaries));
    }
}
