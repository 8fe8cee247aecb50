package org.tcserver.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tcserver.testing.Deadline;
import org.tcserver.wire.Bytes;

/**
 * Sends damaged files through the whole server: uploads, probes, displays and deletes them. The server must accept or
 * reject each file, quickly, without a failure or growing memory.
 *
 * <p>{@code -Dpushav.mutations=100000} runs more mutations than usual. {@code -Dpushav.seed} selects others.
 */
class PushAvMutationIT {
    private static final int MUTATIONS = Integer.getInteger("pushav.mutations", 1500);
    private static final long SEED = Long.getLong("pushav.seed", 20260102);
    private static final Duration LONG = Deadline.PATIENCE;

    /** Limit of the resident memory. The server's heap is 256 MB. */
    private static final long MAX_RESIDENT_MEGABYTES = 600;

    @TempDir
    Path folder;

    @TempDir
    Path work;

    /** A valid file, its upload path, and the file to probe afterwards. */
    private record Sample(String path, Bytes content, String probed) {
        Sample(String path, Bytes content) {
            this(path, content, path);
        }
    }

    private final List<Sample> samples = new ArrayList<>();
    private final Map<String, Integer> answers = new TreeMap<>();
    private Duration longest = Duration.ZERO;

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS) // Enough for 100,000 mutations. The default number takes half a minute.
    void neverFails() throws Exception {
        makeSamples();
        try (var server = new PushAvProcess(folder)) {
            try (var client = new RawClient(server.port())) {
                prepare(client);
                for (int i = 0; i < MUTATIONS; i++) {
                    mutation(client, i);
                }
            }
            long resident = server.residentMegabytes();
            System.out.println("mutations: " + MUTATIONS + ", longest answer " + longest.toMillis() + " ms, resident "
                    + resident + " MB, answers " + answers);
            assertTrue(resident < MAX_RESIDENT_MEGABYTES, resident + " MB");
        }
        assertTrue(answers.getOrDefault("GET 200", 0) > MUTATIONS / 10, answers::toString);
        assertTrue(answers.getOrDefault("GET 422", 0) > MUTATIONS / 10, answers::toString);
    }

    private void mutation(RawClient client, int number) throws IOException {
        var random = new Random(SEED + number);
        var sample = samples.get(number % samples.size());
        var what = "seed " + SEED + ", mutation " + number + " of " + sample.path;
        var stream = sample.path.endsWith(".m3u8") ? "/streams/2/" : "/streams/1/";
        assertEquals(
                202, ask(client, "PUT", stream + sample.path, Mutator.mutate(sample.content.toArray(), random), what));
        var probe = stream.replace("/streams/", "/probe/") + sample.probed;
        int status = ask(client, "GET", probe, new byte[0], what);
        assertTrue(status == 200 || status == 422, () -> what + ": probe answered " + status);
        assertEquals(200, ask(client, "GET", "/ui" + stream + sample.path, new byte[0], what));
        assertEquals(200, ask(client, "DELETE", stream + sample.path, new byte[0], what));
    }

    private int ask(RawClient client, String method, String path, byte[] body, String what) throws IOException {
        var request = new ByteArrayOutputStream();
        request.writeBytes((method + " " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(ISO_8859_1));
        request.writeBytes(body);
        long start = System.nanoTime();
        int status = client.send(request.toByteArray()).answer();
        var took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(LONG) < 0, () -> what + ": " + method + " took " + took);
        longest = took.compareTo(longest) > 0 ? took : longest;
        answers.merge((path.startsWith("/ui") ? "page " : method + " ") + status, 1, Integer::sum);
        return status;
    }

    /** Uploads intact files that the server reads together with the damaged ones. */
    private void prepare(RawClient client) throws IOException {
        assertEquals(201, ask(client, "POST", "/streams?interface=dash", new byte[0], "stream"));
        assertEquals(201, ask(client, "POST", "/streams?interface=hls", new byte[0], "stream"));
        for (var sample : samples) {
            if (!sample.path.equals(sample.probed)) {
                var segment = content("chunk-0-00001.m4s").toArray();
                assertEquals(202, ask(client, "PUT", "/streams/1/" + sample.probed, segment, "segment"));
            }
        }
        assertEquals(
                202,
                ask(
                        client,
                        "PUT",
                        "/streams/1/session_2/v/v.init",
                        content("init-0.m4s").toArray(),
                        "init"));
    }

    private Bytes content(String file) throws IOException {
        return Bytes.wrap(Files.readAllBytes(work.resolve(file)));
    }

    private void makeSamples() throws Exception {
        make("h264.mp4", "-c:v libx264 -c:a aac");
        make("hevc.mp4", "-c:v libx265 -x265-params log-level=none -c:a ac3");
        make("vp9.mp4", "-c:v libvpx-vp9 -deadline realtime -c:a libopus");
        make("flac.mp4", "-vn -c:a flac -strict -2");
        make("cmaf.cmfv", "-an -c:v libx264 -movflags +frag_keyframe+empty_moov+default_base_moof+cmaf -f mp4");
        make("dash.mpd", "-an -c:v libx264 -f dash -init_seg_name init-0.m4s -media_seg_name chunk-0-$Number%05d$.m4s");
        for (var name : List.of("h264.mp4", "hevc.mp4", "vp9.mp4", "flac.mp4", "cmaf.cmfv")) {
            samples.add(new Sample("files/" + name, content(name)));
        }
        samples.add(new Sample("session_1/v/v.init", content("init-0.m4s"), "session_1/v/segment_1001.m4s"));
        samples.add(new Sample("session_2/v/segment_1001.m4s", content("chunk-0-00001.m4s")));
        samples.add(new Sample("session_3/index.mpd", content("dash.mpd")));
        samples.add(new Sample("session_3/index.m3u8", text("""
                #EXTM3U
                #EXT-X-STREAM-INF:BANDWIDTH=1700000,CODECS="avc1.4d401f",RESOLUTION=1280x720
                v/index.m3u8
                """)));
        samples.add(new Sample("session_3/v/index.m3u8", text("""
                #EXTM3U
                #EXT-X-TARGETDURATION:2
                #EXT-X-PLAYLIST-TYPE:VOD
                #EXT-X-MAP:URI="v.init"
                #EXTINF:2.0,
                segment_1001.m4s
                #EXT-X-ENDLIST
                """)));
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(UTF_8));
    }

    private void make(String name, String options) throws Exception {
        var command = new ArrayList<>(List.of("-f", "lavfi", "-i", "testsrc2=s=160x90:r=10:d=1,format=yuv420p"));
        command.addAll(List.of("-f", "lavfi", "-i", "sine=d=1:r=48000"));
        command.addAll(List.of(options.split(" ")));
        command.add(work.resolve(name).toString());
        PushAvTestBed.ffmpeg(command.toArray(String[]::new));
    }
}
