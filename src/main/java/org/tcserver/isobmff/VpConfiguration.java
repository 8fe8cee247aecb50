package org.tcserver.isobmff;

import java.io.IOException;
import java.util.Optional;

/** The {@code vpcC} box (VP Codec ISO Media File Format Binding §2.2). Immutable. */
record VpConfiguration(Codec codec, int profileNumber, int level, PixelFormat pixels, Colour colour)
        implements VideoConfiguration {
    static VpConfiguration read(BoxInput in, String sampleEntry) throws IOException {
        FullBoxHeader.read(in);
        int profile = in.u8("vpcC profile");
        int level = in.u8("vpcC level");
        int format = in.u8("vpcC pixel format");
        var range = Colour.Range.ofFullFlag((format & 1) != 0);
        var colour = new Colour(range, in.u8("vpcC primaries"), in.u8("vpcC transfer"), in.u8("vpcC matrix"));
        var pixels = new PixelFormat(Math.max(PixelFormat.CHROMA_420, (format >> 1) & 7), format >> 4);
        return new VpConfiguration(sampleEntry.equals("vp08") ? Codec.VP8 : Codec.VP9, profile, level, pixels, colour);
    }

    @Override
    public Optional<String> profile() {
        return codec == Codec.VP9 ? Optional.of("Profile " + profileNumber) : Optional.empty();
    }

    @Override
    public Optional<PixelFormat> pixelFormat() {
        return Optional.of(pixels);
    }

    @Override
    public VideoSignal signal() {
        return VideoSignal.UNKNOWN.withColour(colour);
    }
}
