package org.tcserver.isobmff;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * The {@code hvcC} box (ISO/IEC 14496-15 §8.3.3). Immutable.
 *
 * @param pixels as declared in the box itself
 * @param sequence the first sequence parameter set; samples may carry it instead ({@code hev1})
 */
record HevcConfiguration(
        int profileIdc, int level, PixelFormat pixels, Optional<HevcSequenceParameterSet> sequence, int extradataBytes)
        implements VideoConfiguration {
    private static final int NAL_UNIT_SPS = 33;

    static HevcConfiguration read(Bytes payload) throws IOException {
        var in = new ByteReader(payload);
        in.skip(1, "hvcC version");
        int profileIdc = in.u8("hvcC profile") & 0x1f;
        in.skip(4 + 6, "hvcC compatibility");
        int level = in.u8("hvcC level");
        in.skip(2 + 1, "hvcC");
        int chromaFormat = in.u8("hvcC chroma format") & 3;
        int bitDepth = 8 + (in.u8("hvcC luma bit depth") & 7);
        in.skip(1 + 2 + 1, "hvcC");
        var sequence = readArrays(in);
        return new HevcConfiguration(
                profileIdc, level, new PixelFormat(chromaFormat, bitDepth), sequence, payload.length());
    }

    private static Optional<HevcSequenceParameterSet> readArrays(ByteReader in) throws MalformedException {
        var sequence = Optional.<HevcSequenceParameterSet>empty();
        int arrays = in.u8("number of hvcC arrays");
        for (int i = 0; i < arrays; i++) {
            int unitType = in.u8("NAL unit type") & 0x3f;
            int units = in.u16("number of NAL units");
            for (int j = 0; j < units; j++) {
                var unit = in.bytes(in.u16("NAL unit length"), "NAL unit");
                if (unitType == NAL_UNIT_SPS && sequence.isEmpty()) {
                    sequence = readSequence(unit);
                }
            }
        }
        return sequence;
    }

    /** Reads a sequence parameter set of the base layer; sets of other layers have a different form. */
    private static Optional<HevcSequenceParameterSet> readSequence(Bytes unit) throws MalformedException {
        if (unit.length() < 2) {
            throw new MalformedException("truncated H.265 sequence parameter set");
        }
        int layer = ((unit.at(0) & 1) << 5) | (unit.at(1) >> 3);
        if (layer != 0) {
            return Optional.empty();
        }
        var in = BitReader.ofNalUnit(unit.slice(2), "H.265 sequence parameter set");
        return Optional.of(HevcSequenceParameterSet.read(in));
    }

    @Override
    public Codec codec() {
        return Codec.HEVC;
    }

    @Override
    public Optional<String> profile() {
        return Optional.ofNullable(
                switch (profileIdc) {
                    case 1 -> "Main";
                    case 2 -> "Main 10";
                    case 3 -> "Main Still Picture";
                    case 4 -> "Rext";
                    default -> null;
                });
    }

    @Override
    public Optional<FrameSize> size() {
        return sequence.map(HevcSequenceParameterSet::size);
    }

    @Override
    public Optional<FrameSize> codedSize() {
        return sequence.map(HevcSequenceParameterSet::codedSize);
    }

    @Override
    public Optional<PixelFormat> pixelFormat() {
        return Optional.of(pixels);
    }

    @Override
    public Set<Integer> jpegChromaFormats() {
        return Set.of(PixelFormat.CHROMA_420);
    }

    /** Returns the signal with a decoder's defaults: limited range, and left chroma for 4:2:0. */
    @Override
    public VideoSignal signal() {
        var signal = sequence.map(set -> set.vui().signal()).orElse(VideoSignal.UNKNOWN);
        var limited = new Colour(Colour.Range.LIMITED, Colour.UNSPECIFIED, Colour.UNSPECIFIED, Colour.UNSPECIFIED);
        var known = signal.withColour(signal.colour().orElse(limited));
        return pixels.chromaFormat() == PixelFormat.CHROMA_420 ? known.withUsualChroma() : known;
    }

    @Override
    public int reorderedFrames() {
        return sequence.map(HevcSequenceParameterSet::reorderedFrames).orElse(0);
    }

    @Override
    public boolean isProgressive() {
        return sequence.map(set -> !set.vui().fields()).orElse(true);
    }

    @Override
    public Ratio frameRate() {
        return sequence.map(set -> set.vui().frameRate()).orElse(Ratio.NONE);
    }
}
