package org.tcserver.isobmff;

import org.tcserver.wire.MalformedException;

/**
 * A sequence header of AV1 (§5.5). Immutable.
 *
 * @param size the largest frame
 * @param frameRate frames per second, {@code 0/0} if unspecified
 */
record Av1SequenceHeader(FrameSize size, Ratio frameRate, Colour colour, boolean filmGrain) {
    private static final int SELECT_SCREEN_CONTENT_TOOLS = 2;

    static Av1SequenceHeader read(BitReader in) throws MalformedException {
        int profile = in.bits(3);
        in.skip(1); // still_picture
        boolean reduced = in.flag();
        var frameRate = Ratio.NONE;
        if (reduced) {
            in.skip(5); // seq_level_idx[0]
        } else {
            frameRate = readOperatingParameters(in);
        }
        int widthBits = 1 + in.bits(4);
        int heightBits = 1 + in.bits(4);
        var size = new FrameSize(1 + in.bits(widthBits), 1 + in.bits(heightBits));
        skipTools(in, reduced);
        var colour = readColour(in, profile);
        return new Av1SequenceHeader(size, frameRate, colour, in.flag());
    }

    private static Ratio readOperatingParameters(BitReader in) throws MalformedException {
        var frameRate = Ratio.NONE;
        int delayBits = 0;
        if (in.flag()) {
            frameRate = readTiming(in);
            delayBits = in.flag() ? readDecoderModel(in) : 0;
        }
        boolean initialDisplayDelay = in.flag();
        int points = 1 + in.bits(5);
        for (int i = 0; i < points; i++) {
            skipOperatingPoint(in, delayBits, initialDisplayDelay);
        }
        return frameRate;
    }

    private static Ratio readTiming(BitReader in) throws MalformedException {
        long unitsInTick = in.longBits(32);
        long timeScale = in.longBits(32);
        boolean equalIntervals = in.flag();
        long ticksPerPicture = equalIntervals ? 1 + in.unsignedGolomb() : 0;
        return equalIntervals ? Ratio.reduced(1, timeScale, Ticks.product(unitsInTick, ticksPerPicture)) : Ratio.NONE;
    }

    /** Returns the length of the delays in operating points. */
    private static int readDecoderModel(BitReader in) throws MalformedException {
        int delayBits = 1 + in.bits(5);
        in.skip(32 + 5 + 5);
        return delayBits;
    }

    private static void skipOperatingPoint(BitReader in, int delayBits, boolean initialDisplayDelay)
            throws MalformedException {
        in.skip(12); // operating_point_idc
        int level = in.bits(5);
        in.skip(level > 7 ? 1 : 0); // seq_tier
        if (delayBits > 0 && in.flag()) {
            in.skip(2 * delayBits + 1);
        }
        if (initialDisplayDelay && in.flag()) {
            in.skip(4);
        }
    }

    private static void skipTools(BitReader in, boolean reduced) throws MalformedException {
        if (!reduced && in.flag()) {
            in.skip(4 + 3); // lengths of frame IDs
        }
        in.skip(3); // use_128x128_superblock, enable_filter_intra, enable_intra_edge_filter
        if (!reduced) {
            skipInterTools(in);
        }
        in.skip(3); // enable_superres, enable_cdef, enable_restoration
    }

    private static void skipInterTools(BitReader in) throws MalformedException {
        in.skip(4); // enable_interintra_compound to enable_dual_filter
        boolean orderHint = in.flag();
        in.skip(orderHint ? 2 : 0);
        boolean chooseScreenContentTools = in.flag();
        int screenContentTools = chooseScreenContentTools ? SELECT_SCREEN_CONTENT_TOOLS : in.bits(1);
        if (screenContentTools > 0 && !in.flag()) {
            in.skip(1); // seq_force_integer_mv
        }
        in.skip(orderHint ? 3 : 0);
    }

    /** Reads {@code color_config} (AV1 §5.5.2). */
    private static Colour readColour(BitReader in, int profile) throws MalformedException {
        boolean highBitDepth = in.flag();
        boolean twelveBit = profile == 2 && highBitDepth && in.flag();
        boolean monochrome = profile != 1 && in.flag();
        boolean described = in.flag();
        int primaries = described ? in.bits(8) : Colour.UNSPECIFIED;
        int transfer = described ? in.bits(8) : Colour.UNSPECIFIED;
        int matrix = described ? in.bits(8) : Colour.UNSPECIFIED;
        boolean rgb = !monochrome && primaries == 1 && transfer == 13 && matrix == Colour.MATRIX_RGB;
        boolean full = rgb || in.flag();
        if (!rgb && !monochrome) {
            skipSubsampling(in, profile, twelveBit);
        }
        in.skip(monochrome ? 0 : 1); // separate_uv_delta_q
        return new Colour(Colour.Range.ofFullFlag(full), primaries, transfer, matrix);
    }

    private static void skipSubsampling(BitReader in, int profile, boolean twelveBit) throws MalformedException {
        boolean halfWidth = profile != 1;
        boolean halfHeight = profile == 0;
        if (profile == 2 && twelveBit) {
            halfWidth = in.flag();
            halfHeight = halfWidth && in.flag();
        }
        in.skip(halfWidth && halfHeight ? 2 : 0); // chroma_sample_position
    }
}
