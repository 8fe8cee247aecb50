package org.tcserver.isobmff;

import java.io.IOException;
import org.tcserver.wire.MalformedException;

/**
 * The {@code stsz} or {@code stz2} box (ISO/IEC 14496-12 §8.7.3). Immutable.
 *
 * @param bytes total size of all samples
 */
record SampleSizeBox(long samples, long bytes) {
    static final SampleSizeBox NONE = new SampleSizeBox(0, 0);

    static SampleSizeBox read(BoxInput in) throws IOException {
        FullBoxHeader.read(in);
        long commonSize = in.u32("stsz sample size");
        if (commonSize != 0) {
            long samples = in.u32("stsz sample count");
            return new SampleSizeBox(samples, Ticks.product(samples, commonSize));
        }
        int samples = in.entryCount(4, "stsz");
        long bytes = 0;
        for (int i = 0; i < samples; i++) {
            bytes += in.u32("stsz entry");
        }
        return new SampleSizeBox(samples, bytes);
    }

    static SampleSizeBox readCompact(BoxInput in) throws IOException {
        FullBoxHeader.read(in);
        in.skip(3, "stz2");
        return switch (in.u8("stz2 field size")) {
            case 4 -> readHalfBytes(in);
            case 8 -> {
                int samples = in.entryCount(1, "stz2");
                long bytes = 0;
                for (int i = 0; i < samples; i++) {
                    bytes += in.u8("stz2 entry");
                }
                yield new SampleSizeBox(samples, bytes);
            }
            case 16 -> {
                int samples = in.entryCount(2, "stz2");
                long bytes = 0;
                for (int i = 0; i < samples; i++) {
                    bytes += in.u16("stz2 entry");
                }
                yield new SampleSizeBox(samples, bytes);
            }
            default -> throw new MalformedException("stz2 with a field size other than 4, 8 or 16");
        };
    }

    private static SampleSizeBox readHalfBytes(BoxInput in) throws IOException {
        long samples = in.u32("stz2 entry count");
        in.requireEntries((samples + 1) / 2, 1, "stz2");
        long bytes = 0;
        for (long i = 0; i < samples; i += 2) {
            int pair = in.u8("stz2 entry");
            bytes += (pair >> 4) + (i + 1 < samples ? pair & 0xf : 0);
        }
        return new SampleSizeBox(samples, bytes);
    }
}
