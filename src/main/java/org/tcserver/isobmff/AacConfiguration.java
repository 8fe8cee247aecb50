package org.tcserver.isobmff;

import java.util.List;
import java.util.Optional;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * The {@code AudioSpecificConfig} of AAC (ISO/IEC 14496-3 §1.6.2). Immutable.
 *
 * @param objectType {@code audioObjectType}, including spectral band replication and parametric stereo
 * @param sampleRate the decoder's output rate, 0 if unspecified
 * @param channelConfiguration 0 if defined elsewhere
 */
record AacConfiguration(int objectType, int sampleRate, int channelConfiguration, int extradataBytes)
        implements AudioConfiguration {
    private static final int AAC_LC = 2;
    private static final int SBR = 5;
    private static final int PS = 29;
    private static final int ESCAPE = 31;
    private static final int SBR_SYNC = 0x2b7;
    private static final int PS_SYNC = 0x548;
    private static final int RATE_ESCAPE = 15;

    private static final int[] SAMPLE_RATES = {
        96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350
    };
    private static final int[] CHANNELS = {0, 1, 2, 3, 4, 5, 6, 8, 0, 0, 0, 7, 8, 0, 8};
    private static final List<String> LAYOUTS = List.of("", "mono", "stereo", "3.0", "4.0", "5.0", "5.1", "7.1");
    private static final List<String> WIDE_LAYOUTS = List.of("6.1(back)", "7.1", "", "7.1(top)");

    static AacConfiguration read(Bytes specificConfig) throws MalformedException {
        var in = new BitReader(specificConfig, "AudioSpecificConfig");
        int objectType = readObjectType(in);
        int sampleRate = readSampleRate(in);
        int channels = in.bits(4);
        if (objectType == SBR || objectType == PS) {
            return new AacConfiguration(objectType, readSampleRate(in), channels, specificConfig.length());
        }
        return readExtension(in, new AacConfiguration(objectType, sampleRate, channels, specificConfig.length()));
    }

    /** Reads the extension that backward-compatible encoders append for decoders that support it (§1.6.6.1). */
    private static AacConfiguration readExtension(BitReader in, AacConfiguration core) throws MalformedException {
        if (core.objectType != AAC_LC || core.channelConfiguration == 0 || in.remaining() < 3 + 16) {
            return core;
        }
        in.skip(1); // frameLengthFlag
        in.skip(in.flag() ? 14 : 0); // coreCoderDelay
        in.skip(1); // extensionFlag
        boolean sbr = in.remaining() >= 17 && in.bits(11) == SBR_SYNC && readObjectType(in) == SBR && in.flag();
        if (!sbr) {
            return core;
        }
        int sampleRate = readSampleRate(in);
        boolean ps = in.remaining() >= 12 && in.bits(11) == PS_SYNC && in.flag();
        return new AacConfiguration(ps ? PS : SBR, sampleRate, core.channelConfiguration, core.extradataBytes);
    }

    private static int readObjectType(BitReader in) throws MalformedException {
        int type = in.bits(5);
        return type == ESCAPE ? 32 + in.bits(6) : type;
    }

    private static int readSampleRate(BitReader in) throws MalformedException {
        int code = in.bits(4);
        if (code == RATE_ESCAPE) {
            return in.bits(24);
        }
        if (code >= SAMPLE_RATES.length) {
            throw new MalformedException("unknown sample rate in AudioSpecificConfig");
        }
        return SAMPLE_RATES[code];
    }

    @Override
    public Codec codec() {
        return Codec.AAC;
    }

    @Override
    public Optional<String> profile() {
        return Optional.ofNullable(
                switch (objectType) {
                    case 1 -> "Main";
                    case AAC_LC -> "LC";
                    case 3 -> "SSR";
                    case 4 -> "LTP";
                    case SBR -> "HE-AAC";
                    case 23 -> "LD";
                    case PS -> "HE-AACv2";
                    case 39 -> "ELD";
                    default -> null;
                });
    }

    /** Returns the number of output channels. Parametric stereo turns one coded channel into two. */
    @Override
    public int channels() {
        int coded = channelConfiguration < CHANNELS.length ? CHANNELS[channelConfiguration] : 0;
        return objectType == PS && coded == 1 ? 2 : coded;
    }

    @Override
    public Optional<String> channelLayout() {
        if (channels() <= 2) {
            return Names.channelLayout(channels());
        }
        return channelConfiguration < LAYOUTS.size()
                ? Names.at(LAYOUTS, channelConfiguration)
                : Names.at(WIDE_LAYOUTS, channelConfiguration - 11);
    }
}
