package org.tcserver.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads content from ffmpeg with the generator in strict mode, and probes it like the real ffprobe. */
class PushAvContentIT {
    @TempDir
    Path folder;

    @TempDir
    Path work;

    @ParameterizedTest
    @ValueSource(strings = {"cmaf-ingest", "dash", "hls"})
    void generatedContentBreaksNoRule(String kind) throws Exception {
        PushAvTestBed.require("ffmpeg");
        try (var bed = new PushAvTestBed(folder, true)) {
            bed.makeDevice();
            var stream = bed.newStream(kind);
            var generate = Path.of("bin/generate-cmaf").toAbsolutePath().toString();
            var run = PushAvTestBed.run(List.of(
                    "env",
                    "PUBLISHING_ENDPOINT=" + bed.url(stream) + "/",
                    generate,
                    "--working-directory",
                    folder.toString(),
                    "--interface=" + kind,
                    "--duration",
                    "5"));
            assertEquals(0, run.exit(), run::out);
            var state = bed.curl(bed.url(stream)).out();
            assertTrue(state.contains("\"error_uploads\":[]"), state);
            assertEquals(!kind.equals("cmaf-ingest"), state.contains("\"complete\":true"), state);
            assertTrue(state.contains("\"segment_count\":3"), state);
        }
    }

    @Test
    void generatorSaysWhatIsWrong() throws Exception {
        var generate = Path.of("bin/generate-cmaf").toAbsolutePath().toString();
        var help = PushAvTestBed.run(List.of(generate, "--help"));
        assertEquals(0, help.exit());
        assertTrue(help.out().startsWith("usage: generate-cmaf"), help::out);
        assertEquals(1, PushAvTestBed.run(List.of(generate, "--bad")).exit());
        assertEquals(
                1,
                PushAvTestBed.run(List.of(generate, "--working-directory", "/nonexistent"))
                        .exit());
    }

    @ParameterizedTest
    @CsvSource({
        "libx264 -pix_fmt yuv420p, aac, mp4",
        "libx265 -tag:v hvc1 -x265-params log-level=error, libopus, mp4",
        "libaom-av1 -cpu-used 8, ac3, mp4",
        "libvpx-vp9 -deadline realtime, flac -strict -2, mp4",
    })
    void probeIsAsFfprobe(String video, String audio, String extension) throws Exception {
        PushAvTestBed.require("ffprobe");
        var file = work.resolve("file." + extension);
        for (var flags : List.of("+faststart", "+frag_keyframe+empty_moov+delay_moov+default_base_moof")) {
            var arguments = new ArrayList<>(List.of(
                    "-f",
                    "lavfi",
                    "-i",
                    "testsrc2=s=192x108:r=25:d=2",
                    "-f",
                    "lavfi",
                    "-i",
                    "sine=sample_rate=48000:d=2",
                    "-g",
                    "25",
                    "-c:v"));
            arguments.addAll(List.of(video.split(" ")));
            arguments.add("-c:a");
            arguments.addAll(List.of(audio.split(" ")));
            arguments.addAll(List.of("-movflags", flags, file.toString()));
            PushAvTestBed.ffmpeg(arguments.toArray(String[]::new));
            compare(file);
        }
    }

    private void compare(Path file) throws Exception {
        try (var bed = new PushAvTestBed(folder, false)) {
            bed.makeDevice();
            var stream = bed.newStream("cmaf-ingest");
            assertEquals("202", bed.put(file, stream + "/cmaf/file.mp4"));
            var url = bed.url(stream.replace("/streams/", "/probe/") + "/cmaf/file.mp4");
            var ours = bed.curl(url).out();
            var theirs = bed.curl(url + "?tool=ffprobe").out();
            for (var field : List.of(
                    "codec_name",
                    "codec_type",
                    "codec_tag_string",
                    "width",
                    "height",
                    "pix_fmt",
                    "sample_rate",
                    "channels",
                    "r_frame_rate",
                    "avg_frame_rate",
                    "time_base",
                    "duration",
                    "nb_read_packets",
                    "nb_streams",
                    "size",
                    "filename")) {
                assertEquals(values(theirs, field), values(ours, field), field + "\n" + theirs + ours);
            }
            assertFalse(theirs.contains(folder.toString()), theirs);
        }
    }

    private static List<String> values(String json, String field) {
        var values = new ArrayList<String>();
        var matcher =
                Pattern.compile("\"" + field + "\" ?: (\"[^\"]*\"|[^,\\s]+)").matcher(json);
        while (matcher.find()) {
            values.add(matcher.group(1));
        }
        return values;
    }

    @Test
    void segmentsAreProbedWithTheirInit() throws Exception {
        PushAvTestBed.require("ffmpeg");
        PushAvTestBed.ffmpeg(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=192x108:r=25:d=4",
                "-c:v",
                "libx264",
                "-g",
                "50",
                "-f",
                "dash",
                "-seg_duration",
                "2",
                "-init_seg_name",
                "init",
                "-media_seg_name",
                "media_$Number$",
                work.resolve("x.mpd").toString());
        try (var bed = new PushAvTestBed(folder, false)) {
            bed.makeDevice();
            var stream = bed.newStream("cmaf-ingest");
            var segment = stream + "/session_1/v/segment_1001.m4s";
            bed.put(work.resolve("media_1"), segment);
            var probe = bed.url(segment.replace("/streams/", "/probe/"));
            assertEquals("422", bed.status(probe));
            bed.put(work.resolve("init"), stream + "/session_1/v/v.init");
            var ours = bed.curl(probe).out();
            assertEquals(List.of("\"50\""), values(ours, "nb_read_packets"), ours);
            assertEquals(List.of("192"), values(ours, "width"), ours);
            assertEquals("404", bed.status(bed.url("/probe/1/none.mp4")));
            bed.put(work.resolve("x.mpd"), stream + "/session_1/index.mpd");
            assertEquals("422", bed.status(bed.url("/probe/1/session_1/index.mpd")));
        }
    }
}
