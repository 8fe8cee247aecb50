package org.tcserver.isobmff;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Optional;

/** Reads one sample entry and its nested boxes. Confined to one thread; one reader per entry. */
final class SampleEntryReader {
    private static final int QUICKTIME_1_BYTES = 16;
    private static final int QUICKTIME_2_BYTES = 36;

    private final String handlerType;
    private final int tableVersion;
    private String vendor = "";
    private FrameSize size = new FrameSize(0, 0);
    private String compressorName = "";
    private Ratio pixelAspect = Ratio.NONE;
    private Colour colour = Colour.UNKNOWN;
    private int channels;
    private int sampleRate;
    private Optional<Codec> codec = Optional.empty();
    private Optional<CodecConfiguration> configuration = Optional.empty();

    /**
     * Reads an entry for the given handler.
     *
     * @param tableVersion version of the {@code stsd} box around the entry
     */
    SampleEntryReader(String handlerType, int tableVersion) {
        this.handlerType = handlerType;
        this.tableVersion = tableVersion;
    }

    SampleEntry read(String type, BoxInput in) throws IOException {
        codec = Codec.ofSampleEntry(type);
        var format = readFormat(type, in);
        if (configuration.isPresent()) {
            codec = configuration.map(CodecConfiguration::codec);
        }
        return new SampleEntry(type, vendor, format, codec, configuration);
    }

    private SampleEntry.Format readFormat(String type, BoxInput in) throws IOException {
        return switch (handlerType) {
            case "vide" -> {
                readVisual(in);
                readBoxes(type, in);
                yield new SampleEntry.Visual(size, compressorName, pixelAspect, colour);
            }
            case "soun" -> {
                readAudio(in);
                readBoxes(type, in);
                yield new SampleEntry.Audio(channels, sampleRate);
            }
            default -> new SampleEntry.Other();
        };
    }

    private void readVisual(BoxInput in) throws IOException {
        in.skip(8 + 4, "visual sample entry");
        vendor = in.fourCharacters("vendor");
        in.skip(8, "visual sample entry");
        size = new FrameSize(in.u16("width"), in.u16("height"));
        in.skip(4 + 4 + 4 + 2, "visual sample entry");
        int length = Math.min(31, in.u8("compressor name"));
        var name = in.bytes(31, "compressor name");
        compressorName = new String(name.slice(0, length).toArray(), UTF_8);
        in.skip(4, "visual sample entry");
    }

    /**
     * Reads the audio fields. QuickTime's entry versions 1 and 2 have more fields; ISO/IEC 14496-12 uses the table's
     * version instead.
     */
    private void readAudio(BoxInput in) throws IOException {
        in.skip(8, "audio sample entry");
        int version = in.u16("audio sample entry version");
        in.skip(2, "audio sample entry");
        vendor = in.fourCharacters("vendor");
        channels = in.u16("channel count");
        in.skip(2 + 4, "audio sample entry");
        sampleRate = (int) (in.u32("sample rate") >> 16);
        if (tableVersion == 0 && version == 1) {
            in.skip(QUICKTIME_1_BYTES, "audio sample entry");
        } else if (tableVersion == 0 && version == 2) {
            in.skip(QUICKTIME_2_BYTES, "audio sample entry");
        }
    }

    private void readBoxes(String type, BoxInput in) throws IOException {
        while (in.hasBox()) {
            var box = in.nextBox();
            var content = in.open(box);
            switch (box.type()) {
                case "pasp" -> pixelAspect = readPixelAspect(content);
                case "colr" -> colour = Colour.read(content);
                case "vpcC" -> configuration = Optional.of(VpConfiguration.read(content, type));
                case "esds" -> readDescriptor(content);
                case "wave", "sinf" -> readBoxes(type, content);
                case "frma" -> codec = Codec.ofSampleEntry(content.fourCharacters("original format"));
                default -> readConfiguration(box.type(), content);
            }
        }
    }

    private void readConfiguration(String boxType, BoxInput in) throws IOException {
        Optional<CodecConfiguration> found = switch (boxType) {
            case "avcC" -> Optional.of(AvcConfiguration.read(in.rest(boxType)));
            case "hvcC" -> Optional.of(HevcConfiguration.read(in.rest(boxType)));
            case "av1C" -> Optional.of(Av1Configuration.read(in.rest(boxType)));
            case "dOps" -> Optional.of(OpusConfiguration.read(in.rest(boxType)));
            case "dac3" -> Optional.of(Ac3Configuration.readDac3(in.rest(boxType)));
            case "dec3" -> Optional.of(Ac3Configuration.readDec3(in.rest(boxType)));
            case "dfLa" -> Optional.of(FlacConfiguration.read(in.rest(boxType)));
            default -> Optional.empty();
        };
        configuration = found.or(() -> configuration);
    }

    private void readDescriptor(BoxInput in) throws IOException {
        var descriptor = ElementaryStreamDescriptor.read(in.rest("esds"));
        codec = descriptor.codec();
        configuration = descriptor.configuration();
    }

    private static Ratio readPixelAspect(BoxInput in) throws IOException {
        return Ratio.reduced(in.u32("horizontal spacing"), 1, in.u32("vertical spacing"));
    }
}
