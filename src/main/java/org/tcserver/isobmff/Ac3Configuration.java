package org.tcserver.isobmff;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * The {@code dac3} or {@code dec3} box (ETSI TS 102 366 annex F). Immutable.
 *
 * @param codingMode {@code acmod}: the speakers, without the low-frequency channel
 * @param bitsPerSecond 0 if variable
 */
record Ac3Configuration(Codec codec, int sampleRate, int codingMode, boolean lowFrequencies, long bitsPerSecond)
        implements AudioConfiguration {
    private static final int[] SAMPLE_RATES = {48000, 44100, 32000, 0};
    private static final int[] CHANNELS = {2, 1, 2, 3, 3, 4, 4, 5};
    private static final int[] KILOBITS = {
        32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640
    };
    private static final List<String> LAYOUTS =
            List.of("stereo", "mono", "stereo", "3.0", "3.0(back)", "4.0", "quad(side)", "5.0(side)");
    private static final List<String> LOW_FREQUENCY_LAYOUTS =
            List.of("2.1", "", "2.1", "3.1", "", "4.1", "", "5.1(side)");

    static Ac3Configuration readDac3(Bytes payload) throws IOException {
        var in = new BitReader(payload, "dac3");
        int sampleRate = SAMPLE_RATES[in.bits(2)];
        in.skip(5 + 3); // bsid, bsmod
        int codingMode = in.bits(3);
        boolean lowFrequencies = in.flag();
        int rateCode = in.bits(5);
        if (rateCode >= KILOBITS.length) {
            throw new MalformedException("unknown bit rate in dac3");
        }
        return new Ac3Configuration(Codec.AC3, sampleRate, codingMode, lowFrequencies, 1000L * KILOBITS[rateCode]);
    }

    static Ac3Configuration readDec3(Bytes payload) throws IOException {
        var in = new BitReader(payload, "dec3");
        in.skip(13 + 3); // data_rate, num_ind_sub
        int sampleRate = SAMPLE_RATES[in.bits(2)];
        in.skip(5 + 1 + 1 + 3); // bsid, reserved, asvc, bsmod
        int codingMode = in.bits(3);
        return new Ac3Configuration(Codec.EAC3, sampleRate, codingMode, in.flag(), 0);
    }

    @Override
    public int channels() {
        return CHANNELS[codingMode] + (lowFrequencies ? 1 : 0);
    }

    @Override
    public Optional<String> channelLayout() {
        var name = Names.at(lowFrequencies ? LOW_FREQUENCY_LAYOUTS : LAYOUTS, codingMode);
        return name.filter(text -> !text.isEmpty());
    }

    @Override
    public OptionalLong bitRate() {
        return bitsPerSecond > 0 ? OptionalLong.of(bitsPerSecond) : OptionalLong.empty();
    }
}
