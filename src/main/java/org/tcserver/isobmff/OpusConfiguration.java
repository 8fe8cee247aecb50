package org.tcserver.isobmff;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.Bytes;

/**
 * The {@code dOps} box (Encapsulation of Opus in ISO Base Media File Format §4.3.2). Immutable.
 *
 * @param mappingFamily the channel mapping family (RFC 7845 §5.1.1)
 */
record OpusConfiguration(int channels, int mappingFamily, int extradataBytes) implements AudioConfiguration {
    private static final int DECODED_SAMPLE_RATE = 48000;
    private static final int MAGIC_BYTES = 8;
    private static final List<String> LAYOUTS = List.of("mono", "stereo", "3.0", "quad", "5.0", "5.1", "6.1", "7.1");

    static OpusConfiguration read(Bytes payload) throws IOException {
        var in = new ByteReader(payload);
        in.skip(1, "dOps version");
        int channels = in.u8("dOps channel count");
        in.skip(2 + 4 + 2, "dOps");
        return new OpusConfiguration(channels, in.u8("dOps mapping family"), MAGIC_BYTES + payload.length());
    }

    @Override
    public Codec codec() {
        return Codec.OPUS;
    }

    @Override
    public int sampleRate() {
        return DECODED_SAMPLE_RATE;
    }

    @Override
    public Optional<String> channelLayout() {
        return mappingFamily <= 1 ? Names.at(LAYOUTS, channels - 1) : Optional.empty();
    }
}
