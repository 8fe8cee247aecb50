package org.tcserver.isobmff;

import java.util.List;
import java.util.Optional;
import org.tcserver.wire.MalformedException;

/**
 * The display properties of decoded pictures. Immutable.
 *
 * @param chromaLocation index of {@code chroma_sample_loc_type}, or -1 if unspecified
 */
record VideoSignal(Ratio sampleAspectRatio, Colour colour, int chromaLocation) {
    static final int CHROMA_LEFT = 0;
    static final int CHROMA_TOP_LEFT = 2;
    static final int CHROMA_UNKNOWN = -1;
    static final VideoSignal UNKNOWN = new VideoSignal(Ratio.NONE, Colour.UNKNOWN, CHROMA_UNKNOWN);

    private static final int EXTENDED_ASPECT_RATIO = 255;
    private static final List<String> CHROMA_LOCATIONS =
            List.of("left", "center", "topleft", "top", "bottomleft", "bottom");
    private static final List<Ratio> ASPECT_RATIOS = List.of(
            Ratio.NONE,
            new Ratio(1, 1),
            new Ratio(12, 11),
            new Ratio(10, 11),
            new Ratio(16, 11),
            new Ratio(40, 33),
            new Ratio(24, 11),
            new Ratio(20, 11),
            new Ratio(32, 11),
            new Ratio(80, 33),
            new Ratio(18, 11),
            new Ratio(15, 11),
            new Ratio(64, 33),
            new Ratio(160, 99),
            new Ratio(4, 3),
            new Ratio(3, 2),
            new Ratio(2, 1));

    /** Reads the fields that start the VUI parameters of both H.264 (§E.1.1) and H.265 (§E.2.1). */
    static VideoSignal readVui(BitReader in) throws MalformedException {
        var aspect = in.flag() ? readAspectRatio(in) : Ratio.NONE;
        if (in.flag()) {
            in.skip(1); // overscan_appropriate_flag
        }
        var colour = in.flag() ? readSignalType(in) : Colour.UNKNOWN;
        int chromaLocation = CHROMA_UNKNOWN;
        if (in.flag()) {
            chromaLocation = in.unsignedGolomb(CHROMA_LOCATIONS.size() - 1, "chroma location");
            in.unsignedGolomb();
        }
        return new VideoSignal(aspect, colour, chromaLocation);
    }

    /** Returns the signal with left chroma as the default. */
    VideoSignal withUsualChroma() {
        return chromaLocation == CHROMA_UNKNOWN ? new VideoSignal(sampleAspectRatio, colour, CHROMA_LEFT) : this;
    }

    VideoSignal withColour(Colour other) {
        return new VideoSignal(sampleAspectRatio, other, chromaLocation);
    }

    Optional<String> chromaLocationName() {
        return Names.at(CHROMA_LOCATIONS, chromaLocation);
    }

    private static Ratio readAspectRatio(BitReader in) throws MalformedException {
        int code = in.bits(8);
        if (code == EXTENDED_ASPECT_RATIO) {
            int width = in.bits(16);
            int height = in.bits(16);
            return Ratio.reduced(width, 1, height);
        }
        return code < ASPECT_RATIOS.size() ? ASPECT_RATIOS.get(code) : Ratio.NONE;
    }

    private static Colour readSignalType(BitReader in) throws MalformedException {
        in.skip(3); // video_format
        var range = Colour.Range.ofFullFlag(in.flag());
        if (!in.flag()) {
            return new Colour(range, Colour.UNSPECIFIED, Colour.UNSPECIFIED, Colour.UNSPECIFIED);
        }
        return new Colour(range, in.bits(8), in.bits(8), in.bits(8));
    }
}
