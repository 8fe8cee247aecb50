package org.tcserver.isobmff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares every field that ffprobe shows of files from ffmpeg with our own. */
class MediaProbeInteropIT {
    private static final String VIDEO = "-f lavfi -i testsrc2=size=162x90:rate=30000/1001:duration=1.5";
    private static final String AUDIO = "-f lavfi -i sine=frequency=440:sample_rate=44100:duration=1.5";
    private static final String H264 = "-c:v libx264 -preset veryfast -g 15 -pix_fmt yuv420p";
    private static final Map<String, String> CONTAINERS = Map.of(
            "plain", "-f mp4",
            "faststart", "-f mp4 -movflags +faststart",
            "fragmented", "-f mp4 -movflags +frag_keyframe+empty_moov+default_base_moof",
            "delayed", "-f mp4 -movflags +frag_keyframe+delay_moov+default_base_moof",
            "cmaf", "-f mp4 -movflags +cmaf+frag_keyframe+empty_moov+default_base_moof",
            "chunks", "-f mp4 -movflags +cmaf+frag_every_frame+empty_moov+default_base_moof -write_prft wallclock",
            "indexed", "-f mp4 -movflags +dash+global_sidx+frag_keyframe+delay_moov",
            "negative", "-f mp4 -movflags +negative_cts_offsets",
            "announced", "-f mp4 -movflags +frag_keyframe");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void toolsAreThere() throws Exception {
        for (var tool : List.of("ffmpeg", "ffprobe")) {
            try {
                run(List.of(tool, "-version"));
            } catch (IOException e) {
                System.err.println("SKIPPED: " + tool + " is not installed, probing is not compared with it");
                abort(tool + " is not installed");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plain      | VA | H264 -c:a aac
            faststart  | VA | H264 -c:a aac -metadata title=Hallo -metadata creation_time=2024-05-06T07:08:09Z
            fragmented | VA | H264 -c:a aac
            delayed    | VA | H264 -c:a aac -metadata:s:a language=deu
            cmaf       | V  | H264
            chunks     | V  | H264 -bf 0
            indexed    | VA | H264 -c:a aac
            negative   | VA | H264 -c:a aac
            announced  | VA | H264 -c:a aac
            plain      | V  | H264 -video_track_timescale 1000
            fragmented | V  | H264 -vf setsar=4/3 -color_range pc -colorspace bt709 -color_trc bt709 -color_primaries bt709
            plain      | V  | -c:v libx264 -preset veryfast -pix_fmt yuv422p10le
            plain      | V  | -c:v libx264 -preset veryfast -pix_fmt yuv420p -profile:v baseline
            plain      | V  | -c:v libx265 -preset ultrafast -x265-params log-level=error
            cmaf       | V  | -c:v libx265 -preset ultrafast -x265-params log-level=error -pix_fmt yuv420p10le -tag:v hvc1
            plain      | V  | -c:v libx265 -preset ultrafast -x265-params log-level=error:scaling-list=default -pix_fmt yuv444p12le
            plain      | V  | -c:v libaom-av1 -cpu-used 8 -pix_fmt yuv420p10le -colorspace bt709
            cmaf       | V  | -c:v libsvtav1 -preset 12 -pix_fmt yuv420p
            plain      | V  | -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -pix_fmt yuv420p
            cmaf       | V  | -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -pix_fmt yuv444p
            plain      | A  | -c:a aac -ac 6
            cmaf       | A  | -c:a aac -ar 8000
            plain      | A  | -c:a libopus -ac 6 -mapping_family 1
            cmaf       | A  | -c:a libopus
            plain      | A  | -c:a ac3 -ac 6
            delayed    | A  | -c:a ac3
            plain      | A  | -c:a eac3 -ar 48000
            plain      | A  | -c:a flac -strict -2
            cmaf       | A  | -c:a flac -sample_fmt s32 -ac 6 -strict -2
            """)
    void showsWhatFfprobeShows(String container, String inputs, String codecs) throws Exception {
        var file = folder.resolve("file.mp4");
        make(inputs, codecs.replace("H264", H264) + " " + CONTAINERS.get(container), file);
        assertSame(file);
    }

    @Test
    void cutsAndShiftsOfEditListsAreReckonedAlike() throws Exception {
        var whole = folder.resolve("whole.mp4");
        make("VA", H264 + " -c:a aac", whole);
        var cut = folder.resolve("cut.mp4");
        ffmpeg("-ss 0.7 -i " + whole + " -c copy", cut);
        assertSame(cut);
        var shifted = folder.resolve("shifted.mp4");
        ffmpeg("-itsoffset 0.5 -i " + whole + " -i " + whole + " -map 0:v -map 1:a -c copy", shifted);
        assertSame(shifted);
        ffmpeg("-ss 0.7 -i " + whole + " -c copy -movflags frag_keyframe+delay_moov", cut);
        assertSame(cut);
    }

    @Test
    void aSegmentIsProbedWithItsInitSegment() throws Exception {
        var manifest = folder.resolve("index.mpd");
        make("VA", H264 + " -c:a aac -f dash -seg_duration 0.5", manifest);
        for (var track : List.of("0", "1")) {
            var init = folder.resolve("init-stream" + track + ".m4s");
            var segment = folder.resolve("chunk-stream" + track + "-00002.m4s");
            var joined = Files.write(folder.resolve("joined.mp4"), Files.readAllBytes(init));
            Files.write(joined, Files.readAllBytes(segment), StandardOpenOption.APPEND);
            assertSame(joined);
            try (var first = FileChannel.open(init);
                    var second = FileChannel.open(segment)) {
                var source = MediaSource.join(List.of(MediaSource.of(first), MediaSource.of(second)));
                assertEquals(ours(joined), flat(MediaFile.read(source).probe(joined.toString())));
            }
        }
    }

    /**
     * We report references and the level of VP9, which ffprobe does not know. We do not report side data. In an indexed
     * file ffprobe reads the first fragment only, and divides its bytes by the whole duration.
     */
    private static boolean isCompared(String key, Map<String, String> theirs) {
        boolean vp9 = theirs.containsValue("vp9");
        boolean indexed =
                String.valueOf(theirs.get("format.tags.compatible_brands")).contains("dash");
        return !key.endsWith(".refs")
                && !key.contains("side_data_list")
                && !(vp9 && key.endsWith(".level"))
                && !(indexed && key.startsWith("streams") && key.endsWith(".bit_rate"));
    }

    private static void assertSame(Path file) throws Exception {
        var theirs = ffprobe(file);
        var ours = ours(file);
        var keys = new TreeSet<>(theirs.keySet());
        keys.addAll(ours.keySet());
        var differences = keys.stream()
                .filter(key -> isCompared(key, theirs) && !Objects.equals(theirs.get(key), ours.get(key)))
                .map(key -> key + ": ffprobe " + theirs.get(key) + ", ours " + ours.get(key))
                .toList();
        assertEquals(List.of(), differences, file.toString());
        assertTrue(theirs.containsKey("streams.stream.0.codec_name"), "ffprobe shows nothing");
    }

    private static Map<String, String> ours(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            return flat(MediaFile.read(MediaSource.of(channel)).probe(file.toString()));
        }
    }

    private static Map<String, String> flat(MediaProbe probe) {
        var fields = new TreeMap<String, String>();
        for (int i = 0; i < probe.streams().size(); i++) {
            flatten("streams.stream." + i, probe.streams().get(i), fields);
        }
        flatten("format", probe.format(), fields);
        return fields;
    }

    private static void flatten(String prefix, ProbeValue.Section section, Map<String, String> fields) {
        section.fields().forEach((name, value) -> {
            var key = prefix + "." + name;
            switch (value) {
                case ProbeValue.Text text -> fields.put(key, text.value());
                case ProbeValue.Whole whole -> fields.put(key, Long.toString(whole.value()));
                case ProbeValue.Section inner -> flatten(key, inner, fields);
                case ProbeValue.Sections list -> {}
            }
        });
    }

    /** Lines such as {@code streams.stream.0.codec_name="h264"}; what is unknown is left out in JSON. */
    private static Map<String, String> ffprobe(Path file) throws Exception {
        var command = List.of(
                "ffprobe",
                "-v",
                "error",
                "-count_packets",
                "-show_streams",
                "-show_format",
                "-of",
                "flat",
                file.toString());
        var fields = new TreeMap<String, String>();
        run(command).lines().forEach(line -> {
            int equals = line.indexOf('=');
            var value = line.substring(equals + 1).replaceAll("^\"|\"$", "");
            if (!Set.of("N/A", "unknown", "unspecified").contains(value)) {
                fields.put(line.substring(0, equals), value);
            }
        });
        return fields;
    }

    private static void make(String inputs, String arguments, Path file) throws Exception {
        var video = inputs.contains("V") ? VIDEO + " " : "";
        var audio = inputs.contains("A") ? AUDIO + " " : "";
        ffmpeg(video + audio + arguments, file);
    }

    private static void ffmpeg(String arguments, Path file) throws Exception {
        var command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-y"));
        command.addAll(
                Stream.of(arguments.split(" ")).filter(word -> !word.isEmpty()).toList());
        command.add(file.toString());
        run(command);
    }

    private static String run(List<String> command) throws Exception {
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), String.join(" ", command));
        return output;
    }
}
