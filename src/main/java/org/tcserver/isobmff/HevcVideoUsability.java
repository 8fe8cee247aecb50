package org.tcserver.isobmff;

import org.tcserver.wire.MalformedException;

/**
 * VUI parameters of H.265 (§E.2.1), up to the timing. Immutable.
 *
 * @param fields whether pictures are fields
 * @param frameRate pictures per second, {@code 0/0} if unspecified
 */
record HevcVideoUsability(VideoSignal signal, boolean fields, Ratio frameRate) {
    static final HevcVideoUsability NONE = new HevcVideoUsability(VideoSignal.UNKNOWN, false, Ratio.NONE);

    static HevcVideoUsability read(BitReader in) throws MalformedException {
        var signal = VideoSignal.readVui(in);
        in.skip(1); // neutral_chroma_indication_flag
        boolean fields = in.flag();
        in.skip(1); // frame_field_info_present_flag
        if (in.flag()) {
            for (int i = 0; i < 4; i++) {
                in.unsignedGolomb(); // default display window
            }
        }
        return new HevcVideoUsability(signal, fields, in.flag() ? readTiming(in) : Ratio.NONE);
    }

    private static Ratio readTiming(BitReader in) throws MalformedException {
        long unitsInTick = in.longBits(32);
        return Ratio.reduced(1, in.longBits(32), unitsInTick);
    }
}
