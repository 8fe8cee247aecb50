package org.tcserver.isobmff;

import org.tcserver.wire.MalformedException;

/** Skips the middle of an H.265 sequence parameter set (§7.3.2.2.1), which precedes its VUI parameters. */
final class HevcCodingTools {
    private static final int MAX_SHORT_TERM_SETS = 64;
    private static final int MAX_LONG_TERM_PICTURES = 32;
    private static final int MAX_PICTURES = 16;

    private HevcCodingTools() {}

    /** Skips from {@code log2_min_luma_coding_block_size_minus3} to just before {@code vui_parameters_present_flag}. */
    static void skip(BitReader in, int pictureOrderBits) throws MalformedException {
        for (int i = 0; i < 6; i++) {
            in.unsignedGolomb(); // block sizes and transform depths
        }
        boolean scalingListsEnabled = in.flag();
        if (scalingListsEnabled && in.flag()) {
            skipScalingLists(in);
        }
        in.skip(2); // amp_enabled_flag, sample_adaptive_offset_enabled_flag
        if (in.flag()) {
            skipPcm(in);
        }
        skipShortTermSets(in);
        if (in.flag()) {
            int pictures = in.unsignedGolomb(MAX_LONG_TERM_PICTURES, "number of long-term reference pictures");
            in.skip(pictures * (pictureOrderBits + 1));
        }
        in.skip(2); // sps_temporal_mvp_enabled_flag, strong_intra_smoothing_enabled_flag
    }

    private static void skipPcm(BitReader in) throws MalformedException {
        in.skip(4 + 4);
        in.unsignedGolomb();
        in.unsignedGolomb();
        in.skip(1);
    }

    /** Skips {@code scaling_list_data} (H.265 §7.3.4). */
    private static void skipScalingLists(BitReader in) throws MalformedException {
        for (int size = 0; size < 4; size++) {
            for (int matrix = 0; matrix < 6; matrix += size == 3 ? 3 : 1) {
                if (in.flag()) {
                    skipScalingList(in, size);
                } else {
                    in.unsignedGolomb(); // scaling_list_pred_matrix_id_delta
                }
            }
        }
    }

    private static void skipScalingList(BitReader in, int size) throws MalformedException {
        int coefficients = Math.min(64, 1 << (4 + 2 * size));
        for (int i = size > 1 ? -1 : 0; i < coefficients; i++) {
            in.signedGolomb();
        }
    }

    /**
     * Skips the short-term sets (H.265 §7.3.7). The length of a set may depend on the number of pictures in the
     * previous one.
     */
    private static void skipShortTermSets(BitReader in) throws MalformedException {
        int sets = in.unsignedGolomb(MAX_SHORT_TERM_SETS, "number of short-term reference picture sets");
        int pictures = 0;
        for (int i = 0; i < sets; i++) {
            boolean predicted = i > 0 && in.flag();
            pictures = predicted ? skipPredictedSet(in, pictures) : skipSet(in);
        }
    }

    private static int skipSet(BitReader in) throws MalformedException {
        int pictures = in.unsignedGolomb(MAX_PICTURES, "number of earlier pictures")
                + in.unsignedGolomb(MAX_PICTURES, "number of later pictures");
        for (int i = 0; i < pictures; i++) {
            in.unsignedGolomb(); // delta_poc_minus1
            in.skip(1); // used_by_curr_pic_flag
        }
        return pictures;
    }

    private static int skipPredictedSet(BitReader in, int picturesBefore) throws MalformedException {
        in.skip(1); // delta_rps_sign
        in.unsignedGolomb(); // abs_delta_rps_minus1
        int pictures = 0;
        for (int i = 0; i <= picturesBefore; i++) {
            boolean usedByCurrentPicture = in.flag();
            boolean useDelta = usedByCurrentPicture || in.flag();
            pictures += useDelta ? 1 : 0;
        }
        return pictures;
    }
}
