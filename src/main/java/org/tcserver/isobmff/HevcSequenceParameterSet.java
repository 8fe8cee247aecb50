package org.tcserver.isobmff;

import org.tcserver.wire.MalformedException;

/**
 * A sequence parameter set of H.265 (§7.3.2.2). Immutable.
 *
 * @param size within the conformance window
 * @param reorderedFrames {@code sps_max_num_reorder_pics} of the highest sub-layer
 */
record HevcSequenceParameterSet(FrameSize size, FrameSize codedSize, int reorderedFrames, HevcVideoUsability vui) {
    private static final int MAX_LENGTH = 65_536;
    private static final int MAX_REORDERED = 16;
    private static final int MAX_SUB_LAYERS_MINUS_1 = 6;

    static HevcSequenceParameterSet read(BitReader in) throws MalformedException {
        in.skip(4); // sps_video_parameter_set_id
        int subLayers = in.bits(3);
        if (subLayers > MAX_SUB_LAYERS_MINUS_1) {
            throw new MalformedException("too many sub-layers in H.265 sequence parameter set");
        }
        in.skip(1); // sps_temporal_id_nesting_flag
        skipProfileTierLevel(in, subLayers);
        in.unsignedGolomb(); // sps_seq_parameter_set_id
        int chromaFormat = in.unsignedGolomb(3, "chroma format");
        if (chromaFormat == 3) {
            in.skip(1); // separate_colour_plane_flag
        }
        var coded = new FrameSize(in.unsignedGolomb(MAX_LENGTH, "width"), in.unsignedGolomb(MAX_LENGTH, "height"));
        var size = in.flag() ? readConformanceWindow(in, coded, chromaFormat) : coded;
        in.unsignedGolomb(8, "luma bit depth");
        in.unsignedGolomb(8, "chroma bit depth");
        int pictureOrderBits = 4 + in.unsignedGolomb(12, "picture order count length");
        int reordered = readReordered(in, subLayers);
        HevcCodingTools.skip(in, pictureOrderBits);
        var vui = in.flag() ? HevcVideoUsability.read(in) : HevcVideoUsability.NONE;
        return new HevcSequenceParameterSet(size, coded, reordered, vui);
    }

    /** Skips {@code profile_tier_level} (H.265 §7.3.3). */
    private static void skipProfileTierLevel(BitReader in, int subLayers) throws MalformedException {
        in.skip(88 + 8);
        int bits = 0;
        for (int i = 0; i < subLayers; i++) {
            bits += (in.flag() ? 88 : 0) + (in.flag() ? 8 : 0);
        }
        in.skip(subLayers > 0 ? 2 * (8 - subLayers) : 0);
        in.skip(bits);
    }

    private static FrameSize readConformanceWindow(BitReader in, FrameSize coded, int chromaFormat)
            throws MalformedException {
        long across = in.unsignedGolomb() + in.unsignedGolomb();
        long down = in.unsignedGolomb() + in.unsignedGolomb();
        across *= chromaFormat == 1 || chromaFormat == 2 ? 2 : 1;
        down *= chromaFormat == 1 ? 2 : 1;
        if (across >= coded.width() || down >= coded.height()) {
            throw new MalformedException("H.265 sequence parameter set crops all of the picture");
        }
        return new FrameSize(coded.width() - (int) across, coded.height() - (int) down);
    }

    private static int readReordered(BitReader in, int subLayers) throws MalformedException {
        int reordered = 0;
        int times = in.flag() ? subLayers + 1 : 1;
        for (int i = 0; i < times; i++) {
            in.unsignedGolomb(); // sps_max_dec_pic_buffering_minus1
            reordered = in.unsignedGolomb(MAX_REORDERED, "number of reordered frames");
            in.unsignedGolomb(); // sps_max_latency_increase_plus1
        }
        return reordered;
    }
}
