package org.tcserver.isobmff;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/** The {@code dfLa} box (Encapsulation of FLAC in ISO Base Media File Format §3.3.2) with its STREAMINFO. Immutable. */
record FlacConfiguration(int sampleRate, int channels, int bitsPerSample) implements AudioConfiguration {
    private static final int STREAMINFO = 0;
    private static final int STREAMINFO_BYTES = 34;
    private static final List<String> LAYOUTS =
            List.of("mono", "stereo", "3.0", "quad", "5.0(side)", "5.1(side)", "6.1", "7.1");

    static FlacConfiguration read(Bytes payload) throws IOException {
        var in = new ByteReader(payload);
        in.skip(4, "dfLa");
        int type = in.u8("metadata block type") & 0x7f;
        int length = in.u24("metadata block length");
        if (type != STREAMINFO || length != STREAMINFO_BYTES) {
            throw new MalformedException("dfLa doesn't begin with STREAMINFO");
        }
        var info = new BitReader(in.bytes(length, "STREAMINFO"), "STREAMINFO");
        info.skip(16 + 16 + 24 + 24); // block and frame sizes
        return new FlacConfiguration(info.bits(20), 1 + info.bits(3), 1 + info.bits(5));
    }

    @Override
    public Codec codec() {
        return Codec.FLAC;
    }

    @Override
    public int extradataBytes() {
        return STREAMINFO_BYTES;
    }

    @Override
    public Optional<String> channelLayout() {
        return Names.at(LAYOUTS, channels - 1);
    }

    @Override
    public String sampleFormat() {
        return bitsPerSample <= 16 ? "s16" : "s32";
    }

    @Override
    public OptionalInt bitsPerRawSample() {
        return OptionalInt.of(bitsPerSample);
    }
}
