package org.tcserver.isobmff;

import java.io.IOException;
import java.util.Optional;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * The {@code av1C} box (AV1 Codec ISO Media File Format Binding §2.3). Immutable.
 *
 * @param chromaPosition {@code chroma_sample_position}: 0 unknown, 1 vertical, 2 colocated
 * @param sequence the sequence header; samples may carry it instead
 */
record Av1Configuration(
        Av1Profile profileAndLevel,
        PixelFormat pixels,
        int chromaPosition,
        Optional<Av1SequenceHeader> sequence,
        int extradataBytes)
        implements VideoConfiguration {
    private static final int OBU_SEQUENCE_HEADER = 1;

    /** Profile and the level of the first operating point. Immutable. */
    record Av1Profile(int profile, int level) {}

    static Av1Configuration read(Bytes payload) throws IOException {
        var in = new ByteReader(payload);
        in.skip(1, "av1C version");
        int profileAndLevel = in.u8("av1C profile");
        int format = in.u8("av1C pixel format");
        in.skip(1, "av1C presentation delay");
        var sequence = Optional.<Av1SequenceHeader>empty();
        while (in.hasRemaining() && sequence.isEmpty()) {
            sequence = readObu(in);
        }
        return new Av1Configuration(
                new Av1Profile(profileAndLevel >> 5, profileAndLevel & 0x1f),
                pixels(format),
                format & 3,
                sequence,
                payload.length());
    }

    private static PixelFormat pixels(int format) {
        boolean highBitDepth = (format & 0x40) != 0;
        boolean twelveBit = (format & 0x20) != 0;
        boolean monochrome = (format & 0x10) != 0;
        boolean subsamplingX = (format & 8) != 0;
        boolean subsamplingY = (format & 4) != 0;
        int halved = (subsamplingX ? 1 : 0) + (subsamplingY ? 1 : 0);
        return new PixelFormat(monochrome ? 0 : 3 - halved, highBitDepth ? twelveBit ? 12 : 10 : 8);
    }

    /** Reads one open bitstream unit (AV1 §5.3.1); returns the sequence header, or empty for other units. */
    private static Optional<Av1SequenceHeader> readObu(ByteReader in) throws MalformedException {
        int header = in.u8("OBU header");
        boolean hasExtension = (header & 4) != 0;
        boolean hasSize = (header & 2) != 0;
        in.skip(hasExtension ? 1 : 0, "OBU extension header");
        var payload = hasSize ? in.bytes(readLeb128(in), "OBU") : in.rest();
        return ((header >> 3) & 0xf) == OBU_SEQUENCE_HEADER
                ? Optional.of(Av1SequenceHeader.read(new BitReader(payload, "AV1 sequence header")))
                : Optional.empty();
    }

    private static long readLeb128(ByteReader in) throws MalformedException {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            int next = in.u8("OBU size");
            value |= (next & 0x7fL) << (7 * i);
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        throw new MalformedException("OBU size of more than 8 bytes");
    }

    @Override
    public Codec codec() {
        return Codec.AV1;
    }

    @Override
    public Optional<String> profile() {
        return Optional.ofNullable(
                switch (profileAndLevel.profile()) {
                    case 0 -> "Main";
                    case 1 -> "High";
                    case 2 -> "Professional";
                    default -> null;
                });
    }

    @Override
    public int level() {
        return profileAndLevel.level();
    }

    @Override
    public Optional<FrameSize> size() {
        return sequence.map(Av1SequenceHeader::size);
    }

    @Override
    public Optional<PixelFormat> pixelFormat() {
        return Optional.of(pixels);
    }

    @Override
    public VideoSignal signal() {
        int location = switch (chromaPosition) {
            case 1 -> VideoSignal.CHROMA_LEFT;
            case 2 -> VideoSignal.CHROMA_TOP_LEFT;
            default -> VideoSignal.CHROMA_UNKNOWN;
        };
        var colour = sequence.map(Av1SequenceHeader::colour).orElse(Colour.UNKNOWN);
        return new VideoSignal(Ratio.NONE, colour, location);
    }

    @Override
    public boolean hasFilmGrain() {
        return sequence.map(Av1SequenceHeader::filmGrain).orElse(false);
    }

    @Override
    public Ratio frameRate() {
        return sequence.map(Av1SequenceHeader::frameRate).orElse(Ratio.NONE);
    }
}
