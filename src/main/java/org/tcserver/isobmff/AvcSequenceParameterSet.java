package org.tcserver.isobmff;

import org.tcserver.wire.MalformedException;

/**
 * A sequence parameter set of H.264 (§7.3.2.1.1). Immutable.
 *
 * @param size after cropping
 */
record AvcSequenceParameterSet(
        AvcProfile profile, PixelFormat pixels, Frames frames, FrameSize size, AvcVideoUsability vui) {
    private static final int MAX_MACROBLOCKS = 4096;
    private static final int MAX_POC_CYCLE = 255;
    private static final int MAX_REFERENCES = 32;

    /** The number of reference frames, and whether all pictures are frames rather than fields. */
    record Frames(int references, boolean onlyFrames) {}

    static AvcSequenceParameterSet read(BitReader in) throws MalformedException {
        var profile = new AvcProfile(in.bits(8), in.bits(8), in.bits(8));
        in.unsignedGolomb(); // seq_parameter_set_id
        var pixels = profile.tellsChroma() ? readPixels(in) : new PixelFormat(PixelFormat.CHROMA_420, 8);
        in.unsignedGolomb(); // log2_max_frame_num_minus4
        skipPictureOrder(in);
        int references = in.unsignedGolomb(MAX_REFERENCES, "number of reference frames");
        in.skip(1); // gaps_in_frame_num_value_allowed_flag
        int columns = 1 + in.unsignedGolomb(MAX_MACROBLOCKS, "width in macroblocks");
        int rows = 1 + in.unsignedGolomb(MAX_MACROBLOCKS, "height in map units");
        boolean onlyFrames = in.flag();
        in.skip(onlyFrames ? 1 : 2); // mb_adaptive_frame_field_flag, direct_8x8_inference_flag
        var size = readCropping(in, columns, onlyFrames ? rows : 2 * rows, new Unit(pixels, onlyFrames));
        var vui = in.flag() ? AvcVideoUsability.read(in) : AvcVideoUsability.NONE;
        return new AvcSequenceParameterSet(profile, pixels, new Frames(references, onlyFrames), size, vui);
    }

    private static PixelFormat readPixels(BitReader in) throws MalformedException {
        int chromaFormat = in.unsignedGolomb(3, "chroma format");
        if (chromaFormat == 3) {
            in.skip(1); // separate_colour_plane_flag
        }
        int bitDepth = 8 + in.unsignedGolomb(6, "luma bit depth");
        in.unsignedGolomb(6, "chroma bit depth");
        in.skip(1); // qpprime_y_zero_transform_bypass_flag
        if (in.flag()) {
            skipScalingMatrix(in, chromaFormat == 3 ? 12 : 8);
        }
        return new PixelFormat(chromaFormat, bitDepth);
    }

    private static void skipScalingMatrix(BitReader in, int lists) throws MalformedException {
        for (int i = 0; i < lists; i++) {
            if (in.flag()) {
                skipScalingList(in, i < 6 ? 16 : 64);
            }
        }
    }

    private static void skipScalingList(BitReader in, int size) throws MalformedException {
        long next = 8;
        for (int i = 0; i < size && next != 0; i++) {
            next = Math.floorMod(next + in.signedGolomb(), 256L);
        }
    }

    private static void skipPictureOrder(BitReader in) throws MalformedException {
        int type = in.unsignedGolomb(2, "picture order count type");
        if (type == 0) {
            in.unsignedGolomb(); // log2_max_pic_order_cnt_lsb_minus4
        } else if (type == 1) {
            in.skip(1); // delta_pic_order_always_zero_flag
            in.signedGolomb(); // offset_for_non_ref_pic
            in.signedGolomb(); // offset_for_top_to_bottom_field
            int cycle = in.unsignedGolomb(MAX_POC_CYCLE, "picture order count cycle");
            for (int i = 0; i < cycle; i++) {
                in.signedGolomb();
            }
        }
    }

    /** The pixels that one cropping unit removes (H.264 §7.4.2.1.1). */
    private record Unit(PixelFormat pixels, boolean onlyFrames) {
        int width() {
            return pixels.chromaFormat() == 1 || pixels.chromaFormat() == 2 ? 2 : 1;
        }

        int height() {
            return (pixels.chromaFormat() == 1 ? 2 : 1) * (onlyFrames ? 1 : 2);
        }
    }

    private static FrameSize readCropping(BitReader in, int columns, int rows, Unit unit) throws MalformedException {
        var coded = new FrameSize(16 * columns, 16 * rows);
        if (!in.flag()) {
            return coded;
        }
        long across = in.unsignedGolomb() + in.unsignedGolomb();
        long down = in.unsignedGolomb() + in.unsignedGolomb();
        if (across * unit.width() >= coded.width() || down * unit.height() >= coded.height()) {
            throw new MalformedException("H.264 sequence parameter set crops all of the picture");
        }
        return new FrameSize(coded.width() - (int) across * unit.width(), coded.height() - (int) down * unit.height());
    }
}
