package org.tcserver.isobmff;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * The {@code avcC} box (ISO/IEC 14496-15 §5.3.3). Immutable.
 *
 * @param sequence the first sequence parameter set; samples may carry it instead ({@code avc3})
 */
record AvcConfiguration(
        AvcProfile profileAndLevel, int lengthSize, Optional<AvcSequenceParameterSet> sequence, int extradataBytes)
        implements VideoConfiguration {
    private static final int NAL_UNIT_SPS = 7;

    static AvcConfiguration read(Bytes payload) throws IOException {
        var in = new ByteReader(payload);
        in.skip(1, "avcC version");
        var profile = new AvcProfile(in.u8("avcC profile"), in.u8("avcC compatibility"), in.u8("avcC level"));
        int lengthSize = (in.u8("avcC length size") & 3) + 1;
        int sets = in.u8("number of sequence parameter sets") & 0x1f;
        var sequence = Optional.<AvcSequenceParameterSet>empty();
        for (int i = 0; i < sets; i++) {
            var unit = in.bytes(in.u16("sequence parameter set length"), "sequence parameter set");
            sequence = sequence.isPresent() ? sequence : Optional.of(readSequence(unit));
        }
        return new AvcConfiguration(profile, lengthSize, sequence, payload.length());
    }

    private static AvcSequenceParameterSet readSequence(Bytes unit) throws MalformedException {
        if (unit.isEmpty() || (unit.at(0) & 0x1f) != NAL_UNIT_SPS) {
            throw new MalformedException("avcC holds something else in place of a sequence parameter set");
        }
        return AvcSequenceParameterSet.read(BitReader.ofNalUnit(unit.slice(1), "H.264 sequence parameter set"));
    }

    @Override
    public Codec codec() {
        return Codec.H264;
    }

    @Override
    public Optional<String> profile() {
        return sequence.map(AvcSequenceParameterSet::profile)
                .orElse(profileAndLevel)
                .name();
    }

    @Override
    public int level() {
        return sequence.map(AvcSequenceParameterSet::profile)
                .orElse(profileAndLevel)
                .level();
    }

    @Override
    public Optional<FrameSize> size() {
        return sequence.map(AvcSequenceParameterSet::size);
    }

    /** Returns the decoder's output format. Decoders output monochrome video as 4:2:0. */
    @Override
    public Optional<PixelFormat> pixelFormat() {
        return sequence.map(set -> set.pixels())
                .map(pixels ->
                        new PixelFormat(Math.max(PixelFormat.CHROMA_420, pixels.chromaFormat()), pixels.bitDepth()));
    }

    @Override
    public Set<Integer> jpegChromaFormats() {
        return Set.of(1, 2, 3);
    }

    @Override
    public VideoSignal signal() {
        return sequence.map(set -> set.vui().signal().withUsualChroma()).orElse(VideoSignal.UNKNOWN);
    }

    @Override
    public int reorderedFrames() {
        return sequence.map(set -> set.vui().reorderedFrames()).orElse(0);
    }

    @Override
    public OptionalInt referenceFrames() {
        return sequence.map(set -> OptionalInt.of(set.frames().references())).orElse(OptionalInt.empty());
    }

    @Override
    public boolean isProgressive() {
        return sequence.map(set -> set.frames().onlyFrames()).orElse(false);
    }

    @Override
    public Ratio frameRate() {
        return sequence.map(set -> set.vui().frameRate()).orElse(Ratio.NONE);
    }

    @Override
    public OptionalInt nalLengthSize() {
        return OptionalInt.of(lengthSize);
    }
}
