package org.tcserver.isobmff;

import java.util.Optional;

/**
 * Profile and level of H.264 (§7.4.2.1.1, annex A). Immutable.
 *
 * @param constraints 8 bits, with {@code constraint_set0_flag} as the most significant
 */
record AvcProfile(int profileIdc, int constraints, int levelIdc) {
    private static final int CONSTRAINT_SET1 = 0x40;
    private static final int CONSTRAINT_SET3 = 0x10;
    private static final int LEVEL_1B = 9;

    Optional<String> name() {
        var intra = isSet(CONSTRAINT_SET3) ? " Intra" : "";
        return Optional.ofNullable(
                switch (profileIdc) {
                    case 44 -> "CAVLC 4:4:4";
                    case 66 -> isSet(CONSTRAINT_SET1) ? "Constrained Baseline" : "Baseline";
                    case 77 -> "Main";
                    case 88 -> "Extended";
                    case 100 -> "High";
                    case 110 -> "High 10" + intra;
                    case 118 -> "Multiview High";
                    case 122 -> "High 4:2:2" + intra;
                    case 128 -> "Stereo High";
                    case 144 -> "High 4:4:4";
                    case 244 -> isSet(CONSTRAINT_SET3) ? "High 4:4:4 Intra" : "High 4:4:4 Predictive";
                    default -> null;
                });
    }

    /** Returns ten times the level; level 1b is 9. */
    int level() {
        boolean oldProfile = profileIdc == 66 || profileIdc == 77 || profileIdc == 88;
        return oldProfile && levelIdc == 11 && isSet(CONSTRAINT_SET3) ? LEVEL_1B : levelIdc;
    }

    /** Returns whether the sequence parameter set contains the chroma format (H.264 §7.3.2.1.1). */
    boolean tellsChroma() {
        return switch (profileIdc) {
            case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135 -> true;
            default -> false;
        };
    }

    private boolean isSet(int constraint) {
        return (constraints & constraint) != 0;
    }
}
