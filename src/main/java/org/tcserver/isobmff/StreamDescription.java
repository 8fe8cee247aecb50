package org.tcserver.isobmff;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Describes one track in ffprobe's fields and order. Confined to one thread. */
final class StreamDescription {
    private static final int LEVEL_UNKNOWN = -99;
    private static final List<String> DISPOSITIONS = List.of(
            "dub",
            "original",
            "comment",
            "lyrics",
            "karaoke",
            "forced",
            "hearing_impaired",
            "visual_impaired",
            "clean_effects",
            "attached_pic",
            "timed_thumbnails",
            "captions",
            "descriptions",
            "metadata",
            "dependent",
            "still_image");

    private final Track track;
    private final StreamTiming timing;
    private final Optional<SampleEntry> entry;
    private final SectionBuilder section = new SectionBuilder();

    StreamDescription(Track track, StreamTiming timing) {
        this.track = track;
        this.timing = timing;
        entry = track.samples().firstEntry();
    }

    ProbeValue.Section describe(int index) {
        section.whole("index", index);
        describeCodec();
        entry.map(SampleEntry::format).ifPresent(format -> {
            switch (format) {
                case SampleEntry.Visual visual -> describeVideo(visual);
                case SampleEntry.Audio audio -> describeAudio(audio);
                case SampleEntry.Other other -> {}
            }
        });
        describeTiming();
        section.section("disposition", disposition()).section("tags", tags());
        describeRotation();
        return section.build();
    }

    private void describeCodec() {
        var codec = entry.flatMap(SampleEntry::codec);
        section.text("codec_name", codec.map(Codec::shortName))
                .text("codec_long_name", codec.map(Codec::longName))
                .text("profile", configuration().flatMap(CodecConfiguration::profile))
                .text("codec_type", track.handler().codecType());
        var tag = entry.map(SampleEntry::type).orElse("\0\0\0\0");
        section.text("codec_tag_string", FourCharacters.shown(tag))
                .text("codec_tag", FourCharacters.littleEndianHex(tag));
    }

    private void describeVideo(SampleEntry.Visual visual) {
        var video = configuration().filter(VideoConfiguration.class::isInstance).map(VideoConfiguration.class::cast);
        var size = video.flatMap(VideoConfiguration::size)
                .filter(FrameSize::isPositive)
                .orElse(visual.size());
        var coded = video.flatMap(VideoConfiguration::codedSize).orElse(size);
        section.whole("width", size.width())
                .whole("height", size.height())
                .whole("coded_width", coded.width())
                .whole("coded_height", coded.height())
                .whole("closed_captions", 0)
                .whole("film_grain", video.map(VideoConfiguration::hasFilmGrain).orElse(false) ? 1 : 0)
                .whole(
                        "has_b_frames",
                        video.map(VideoConfiguration::reorderedFrames).orElse(0));
        var signal = video.map(VideoConfiguration::signal).orElse(VideoSignal.UNKNOWN);
        describeAspect(visual.pixelAspect().isPositive() ? visual.pixelAspect() : signal.sampleAspectRatio(), size);
        var colour = signal.colour().orElse(visual.colour());
        section.text("pix_fmt", video.flatMap(config -> pixelFormatName(config, colour)))
                .whole("level", video.map(VideoConfiguration::level).orElse(LEVEL_UNKNOWN));
        describeSignal(signal, colour);
        video.ifPresent(this::describeCoding);
    }

    private static Optional<String> pixelFormatName(VideoConfiguration video, Colour colour) {
        return video.pixelFormat().map(pixels -> pixels.name(colour, video.jpegChromaFormats()));
    }

    private void describeAspect(Ratio sample, FrameSize size) {
        if (sample.isPositive() && size.isPositive()) {
            var display = Ratio.reduced(size.width() * sample.numerator(), 1, size.height() * sample.denominator());
            section.text("sample_aspect_ratio", sample.toAspect()).text("display_aspect_ratio", display.toAspect());
        }
    }

    private void describeSignal(VideoSignal signal, Colour colour) {
        section.text("color_range", colour.rangeName())
                .text("color_space", colour.matrixName())
                .text("color_transfer", colour.transferName())
                .text("color_primaries", colour.primariesName())
                .text("chroma_location", signal.chromaLocationName());
    }

    private void describeCoding(VideoConfiguration video) {
        if (video.isProgressive()) {
            section.text("field_order", "progressive");
        }
        section.whole("refs", video.referenceFrames().orElse(1));
        video.nalLengthSize()
                .ifPresent(size -> section.text("is_avc", "true").text("nal_length_size", Integer.toString(size)));
    }

    private void describeAudio(SampleEntry.Audio entryFormat) {
        var audio = configuration().filter(AudioConfiguration.class::isInstance).map(AudioConfiguration.class::cast);
        int rate = audio.map(AudioConfiguration::sampleRate)
                .filter(value -> value > 0)
                .orElse(entryFormat.sampleRate());
        int channels = audio.map(AudioConfiguration::channels)
                .filter(value -> value > 0)
                .orElse(entryFormat.channels());
        section.text("sample_fmt", audio.map(AudioConfiguration::sampleFormat))
                .text("sample_rate", Integer.toString(rate))
                .whole("channels", channels)
                .text(
                        "channel_layout",
                        audio.flatMap(AudioConfiguration::channelLayout).or(() -> Names.channelLayout(channels)))
                .whole("bits_per_sample", 0);
    }

    private void describeTiming() {
        long timescale = track.media().timescale();
        boolean video = track.handler().codecType().equals("video");
        section.text("id", "0x" + Integer.toHexString(track.trackId()))
                .text("r_frame_rate", (video ? nominalRate() : Ratio.NONE).toString())
                .text("avg_frame_rate", (video ? timing.durations().averageRate(timescale) : Ratio.NONE).toString())
                .text("time_base", "1/" + timescale);
        timing.start()
                .ifPresent(
                        start -> section.whole("start_pts", start).seconds("start_time", (double) start / timescale));
        section.whole("duration_ts", timing.duration())
                .seconds("duration", (double) timing.duration() / timescale)
                .digits("bit_rate", bitRate())
                .digits("bits_per_raw_sample", bitsPerRawSample())
                .digits("nb_frames", timing.listed() > 0 ? OptionalLong.of(timing.listed()) : OptionalLong.empty())
                .digits("nb_read_packets", OptionalLong.of(timing.durations().samples()));
        int extradata = configuration().map(CodecConfiguration::extradataBytes).orElse(0);
        section.whole("extradata_size", extradata > 0 ? OptionalInt.of(extradata) : OptionalInt.empty());
    }

    private Ratio nominalRate() {
        var rate = timing.durations().nominalRate(track.media().timescale());
        return rate.isPositive()
                ? rate
                : configuration()
                        .filter(VideoConfiguration.class::isInstance)
                        .map(config -> ((VideoConfiguration) config).frameRate())
                        .orElse(Ratio.NONE);
    }

    private OptionalLong bitRate() {
        return configuration().orElse(null) instanceof AudioConfiguration audio
                        && audio.bitRate().isPresent()
                ? audio.bitRate()
                : timing.bitRate();
    }

    /** Returns the bit depth for H.264 and FLAC. ffprobe shows it for no other codec. */
    private OptionalLong bitsPerRawSample() {
        return switch (configuration().orElse(null)) {
            case AvcConfiguration avc
            when avc.pixelFormat().isPresent() ->
                OptionalLong.of(avc.pixelFormat().get().bitDepth());
            case FlacConfiguration flac -> OptionalLong.of(flac.bitsPerSample());
            case null, default -> OptionalLong.empty();
        };
    }

    private ProbeValue.Section disposition() {
        var flags = new SectionBuilder().whole("default", track.header().enabled() ? 1 : 0);
        DISPOSITIONS.forEach(name -> flags.whole(name, 0));
        return flags.build();
    }

    private ProbeValue.Section tags() {
        var tags = new SectionBuilder()
                .text("creation_time", MediaProbe.creationTime(track.media().creationTime()))
                .text("language", track.media().language());
        tags.text("handler_name", Optional.of(track.handler().name()).filter(name -> !name.isEmpty()));
        tags.text(
                "vendor_id",
                entry.map(SampleEntry::vendor)
                        .filter(vendor -> !vendor.isEmpty())
                        .map(FourCharacters::shown));
        if (entry.map(SampleEntry::format).orElse(null) instanceof SampleEntry.Visual visual) {
            tags.text("encoder", Optional.of(visual.compressorName()).filter(name -> !name.isEmpty()));
        }
        return tags.build();
    }

    /** Adds the rotation, which ffprobe counts counter-clockwise in degrees from -180 to 180. */
    private void describeRotation() {
        int clockwise = track.header().rotation();
        if (clockwise != 0) {
            var matrix = new SectionBuilder()
                    .text("side_data_type", "Display Matrix")
                    .whole("rotation", clockwise > 180 ? 360 - clockwise : -clockwise);
            section.sections("side_data_list", List.of(matrix.build()));
        }
    }

    private Optional<CodecConfiguration> configuration() {
        return entry.flatMap(SampleEntry::configuration);
    }
}
