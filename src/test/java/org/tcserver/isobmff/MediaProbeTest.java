package org.tcserver.isobmff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the probe with ffprobe's output for the same files, recorded before their media data was removed. */
class MediaProbeTest {
    private static final List<String> FIELDS = List.of(
            "codec_name",
            "profile",
            "width",
            "height",
            "pix_fmt",
            "sample_rate",
            "channels",
            "avg_frame_rate",
            "time_base",
            "start_time",
            "duration",
            "bit_rate",
            "nb_read_packets");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ac3-fragmented.mp4 | 0 | ac3,-,-,-,-,48000,6,0/0,1/48000,-0.005333,1.024000,448000,32
            av1-opus.mp4 | 0 | av1,Main,64,64,yuv420p,-,-,25/1,1/12800,0.000000,1.000000,53336,25
            av1-opus.mp4 | 1 | opus,-,-,-,-,48000,1,0/0,1/48000,0.000000,1.000000,75978,51
            h264-aac-fragmented.mp4 | 0 | h264,High,64,64,yuv420p,-,-,25/1,1/12800,0.080000,1.000000,75120,25
            h264-aac-fragmented.mp4 | 1 | aac,LC,-,-,-,48000,1,0/0,1/48000,0.000000,1.080000,66837,48
            h264-aac.mp4 | 0 | h264,High,64,64,yuv420p,-,-,25/1,1/12800,0.000000,1.000000,75120,25
            h264-aac.mp4 | 1 | aac,LC,-,-,-,48000,1,0/0,1/48000,0.000000,1.000000,70676,48
            hevc-fragmented.mp4 | 0 | hevc,Main,64,64,yuv420p,-,-,25/1,1/12800,0.080000,1.000000,33312,25
            vp9-flac.mp4 | 0 | vp9,Profile 0,64,64,yuv420p,-,-,25/1,1/12800,0.000000,1.000000,85184,25
            vp9-flac.mp4 | 1 | flac,-,-,-,-,48000,1,0/0,1/48000,0.000000,1.000000,105848,11
            """)
    void showsWhatFfprobeShows(String name, int stream, String values) throws IOException {
        var probe = Boxes.read(Boxes.sampleFile(name)).probe(name);
        var section = probe.streams().get(stream);
        var shown =
                FIELDS.stream().map(field -> section.text(field).orElse("-")).toList();
        assertEquals(Arrays.asList(values.split(",", -1)), shown);
    }
}
