package org.tcserver.isobmff;

import org.tcserver.wire.MalformedException;

/**
 * VUI parameters of H.264 (§E.1.1). Immutable.
 *
 * @param frameRate frames per second, {@code 0/0} if unspecified
 * @param reorderedFrames {@code max_num_reorder_frames}, 0 if unspecified
 */
record AvcVideoUsability(VideoSignal signal, Ratio frameRate, int reorderedFrames) {
    static final AvcVideoUsability NONE = new AvcVideoUsability(VideoSignal.UNKNOWN, Ratio.NONE, 0);

    private static final int MAX_CPB_COUNT = 31;
    private static final int MAX_REORDERED = 16;

    static AvcVideoUsability read(BitReader in) throws MalformedException {
        var signal = VideoSignal.readVui(in);
        var frameRate = in.flag() ? readTiming(in) : Ratio.NONE;
        boolean nalHrd = skipHrd(in);
        boolean vclHrd = skipHrd(in);
        in.skip(nalHrd || vclHrd ? 2 : 1); // low_delay_hrd_flag, pic_struct_present_flag
        return new AvcVideoUsability(signal, frameRate, in.flag() ? readReordered(in) : 0);
    }

    private static Ratio readTiming(BitReader in) throws MalformedException {
        long unitsInTick = in.longBits(32);
        long timeScale = in.longBits(32);
        in.skip(1); // fixed_frame_rate_flag
        return Ratio.reduced(1, timeScale, 2 * unitsInTick);
    }

    private static boolean skipHrd(BitReader in) throws MalformedException {
        if (!in.flag()) {
            return false;
        }
        int count = 1 + in.unsignedGolomb(MAX_CPB_COUNT, "number of coded picture buffers");
        in.skip(4 + 4); // bit_rate_scale, cpb_size_scale
        for (int i = 0; i < count; i++) {
            in.unsignedGolomb(); // bit_rate_value_minus1
            in.unsignedGolomb(); // cpb_size_value_minus1
            in.skip(1); // cbr_flag
        }
        in.skip(5 + 5 + 5 + 5);
        return true;
    }

    private static int readReordered(BitReader in) throws MalformedException {
        in.skip(1); // motion_vectors_over_pic_boundaries_flag
        for (int i = 0; i < 4; i++) {
            in.unsignedGolomb();
        }
        return in.unsignedGolomb(MAX_REORDERED, "number of reordered frames");
    }
}
