package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.testing.Clip;
import org.tcserver.testing.FlvPublisher;
import org.tcserver.testing.Interop;
import org.tcserver.testing.Packet;
import org.tcserver.testing.Program;
import org.tcserver.testing.ProgramRun;
import org.tcserver.testing.Recording;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.TestMedia;

/** Publishes and plays with ffmpeg. */
@Execution(ExecutionMode.CONCURRENT)
class FfmpegInteropIT {
    private static ServerProcess server;
    private static Interop interop;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.startRtmp(Interop.patient("-s", "127.0.0.1:0"));
        interop = new Interop(server);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"H264,rtmp", "H264_WITH_B_FRAMES,rtmp", "H264_WITH_B_FRAMES,rtmp-simple"})
    void publishesAndPlays(Clip clip, String protocol) throws Exception {
        var ffmpeg = Program.require("ffmpeg");
        var name = clip + protocol;
        var url = interop.url(protocol, name);
        var file = Interop.recording("ffmpeg-" + name);
        try (var publisher = interop.publish(ffmpeg, clip.file(), url);
                var player = interop.playByFfmpeg(ffmpeg, url, file)) {
            publisher.awaitSuccess();
            player.awaitSuccess();
        }
        assertRecorded(Program.require("ffprobe"), clip, file);
        assertDecodes(ffmpeg, file);
    }

    @Test
    void playsByTheHashOfTheName() throws Exception {
        var ffmpeg = Program.require("ffmpeg");
        var file = Interop.recording("ffmpeg-hash");
        try (var publisher = interop.publish(ffmpeg, Clip.H264.file(), interop.url("rtmp", "secret"));
                var player = interop.playByFfmpeg(ffmpeg, interop.url("rtmp", TestMedia.hashname("secret")), file)) {
            publisher.awaitSuccess();
            player.awaitSuccess();
        }
        assertRecorded(Program.require("ffprobe"), Clip.H264, file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtmp", "rtmp-simple"})
    void publishesAndPlaysHevcByEnhancedRtmp(String protocol) throws Exception {
        var ffmpeg = Program.requireFfmpeg8("ffmpeg");
        var url = interop.url(protocol, "hevc" + protocol);
        var file = Interop.recording("ffmpeg8-hevc-" + protocol);
        try (var publisher = interop.publish(ffmpeg, Clip.HEVC.file(), url);
                var player = interop.playByFfmpeg(ffmpeg, url, file)) {
            publisher.awaitSuccess();
            player.awaitSuccess();
        }
        assertRecorded(Program.requireFfmpeg8("ffprobe"), Clip.HEVC, file);
        assertDecodes(ffmpeg, file);
    }

    /** Publishes two video and two audio tracks. The player joins late, so it depends on the cache of each track. */
    @Test
    void publishesSeveralTracksByEnhancedRtmp() throws Exception {
        var ffmpeg = Program.requireFfmpeg8("ffmpeg");
        var url = interop.url("rtmp", "tracks");
        var file = Interop.recording("ffmpeg8-tracks");
        var clip = Clip.H264.file();
        var maps = new String[] {"-map", "0:v", "-map", "0:v", "-map", "0:a", "-map", "0:a"};
        try (var publisher = interop.publish(ffmpeg, clip, url, maps);
                var player = interop.playByFfmpeg(ffmpeg, url, file)) {
            publisher.awaitSuccess();
            player.awaitSuccess();
        }
        var ffprobe = Program.requireFfmpeg8("ffprobe");
        var published = Packet.of(ffprobe, clip);
        var recorded = Packet.of(ffprobe, file);
        var streams = recorded.stream().map(Packet::stream).distinct().sorted().toList();
        assertEquals(4, streams.size(), () -> "streams " + streams);
        for (var isVideo : new boolean[] {true, false}) {
            var ofKind = recorded.stream()
                    .filter(p -> p.isVideo() == isVideo)
                    .map(Packet::stream)
                    .distinct()
                    .toList();
            assertEquals(2, ofKind.size());
            for (var stream : ofKind) {
                var track = recorded.stream().filter(p -> p.stream() == stream).count();
                var all = published.stream().filter(p -> p.isVideo() == isVideo).count();
                assertTrue(track >= all * 10 / Clip.SECONDS, () -> track + " of " + all + " packets in " + stream);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0xffffffL - 1500, (1L << 31) - 1500, (1L << 32) - 1500})
    void playsThroughTheWraps(long firstTimestamp) throws Exception {
        var ffmpeg = Program.require("ffmpeg");
        var name = "wrap" + firstTimestamp;
        var url = interop.url("rtmp", name);
        var file = Interop.recording("ffmpeg-" + name);
        try (var client = RtmpClient.connected(server.port(), "live");
                var player = interop.playByFfmpeg(ffmpeg, url, file)) {
            server.await("play of " + name, e -> e.is("play") && e.has("name", name));
            var streamId = client.publish(name);
            new FlvPublisher(client, streamId, firstTimestamp).publish(Clip.H264.file());
            client.command(streamId, "closeStream");
            player.awaitSuccess();
        }
        assertRecorded(Program.require("ffprobe"), Clip.H264, file);
        assertDecodes(ffmpeg, file);
    }

    @Test
    void aSecondPublisherTakesOverByPriority() throws Exception {
        var ffmpeg = Program.require("ffmpeg");
        var url = interop.url("rtmp", "taken");
        try (var viewer = RtmpClient.connected(server.port(), "live")) {
            viewer.play("taken");
            try (var first = interop.publish(ffmpeg, Clip.H264.file(), url + "?priority=-2")) {
                viewer.await("first keyframe", TestMedia::isKeyframe);
                try (var second = ffmpegPublishing(ffmpeg, url + "?priority=-1")) {
                    viewer.awaitStatus("NetStream.Play.UnpublishNotify");
                    var notify = viewer.awaitStatus("NetStream.Play.PublishNotify");
                    assertEquals(-1.0, notify.info().get("priority"));
                    viewer.await("keyframe of the second", TestMedia::isKeyframe);
                    assertNotEquals(0, first.awaitExit(), "the first publisher failed");
                    assertTrue(second.isAlive());
                }
            }
        }
    }

    /**
     * FFmpeg releases the stream before it publishes. The second publisher therefore wins at equal default priority.
     */
    @Test
    void aSecondPublisherReleasesTheFirst() throws Exception {
        var ffmpeg = Program.require("ffmpeg");
        var url = interop.url("rtmp", "released");
        try (var viewer = RtmpClient.connected(server.port(), "live")) {
            viewer.play("released");
            try (var first = interop.publish(ffmpeg, Clip.H264.file(), url)) {
                var before =
                        viewer.await("first keyframe", TestMedia::isKeyframe).timestamp();
                try (var second = ffmpegPublishing(ffmpeg, url)) {
                    viewer.awaitStatus("NetStream.Play.UnpublishNotify");
                    viewer.awaitStatus("NetStream.Play.PublishNotify");
                    var after = viewer.await("keyframe", TestMedia::isKeyframe).timestamp();
                    assertTrue(after >= before, () -> "the timeline went back from " + before + " to " + after);
                    assertNotEquals(0, first.awaitExit(), "the first publisher failed");
                    assertTrue(second.isAlive());
                }
            }
        }
    }

    private static ProgramRun ffmpegPublishing(Program ffmpeg, String url) throws Exception {
        return ffmpeg.start("-v", "error", "-re", "-i", Clip.H264.file().toString(), "-c", "copy", "-f", "flv", url);
    }

    /**
     * Authenticates with {@code authmod=adobe}: a user name, and its token as the password. Every FFmpeg supports this.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void userAndPasswordAuthenticate(boolean isFfmpeg8) throws Exception {
        var ffmpeg = isFfmpeg8 ? Program.requireFfmpeg8("ffmpeg") : Program.require("ffmpeg");
        var user = "name=mike;pri=5";
        try (var guarded = ServerProcess.startRtmp(Interop.patient("-k", "supersecret"))) {
            var url = "rtmp://" + user + ":%s@127.0.0.1:" + guarded.port() + "/live/guarded?priority=3";
            try (var refused = ffmpegPublishing(ffmpeg, url.formatted("wrong"))) {
                assertNotEquals(0, refused.awaitExit());
                guarded.await("challenge", e -> e.is("connect-reject") && e.has("reason", "auth-challenge"));
            }
            try (var publisher =
                    ffmpegPublishing(ffmpeg, url.formatted(TestMedia.token("supersecret", user + "@live")))) {
                var publish = guarded.await("publish", e -> e.is("publish"));
                assertEquals("mike", publish.text("username"), publisher::output);
            }
        }
    }

    @Test
    void rtmpConnAuthenticates() throws Exception {
        var ffmpeg = Program.require("ffmpeg");
        var file = Interop.recording("ffmpeg-auth");
        try (var guarded = ServerProcess.startRtmp(Interop.patient("-k", "supersecret"))) {
            var url = "rtmp://127.0.0.1:" + guarded.port() + "/live/guarded";
            var token = "S:" + TestMedia.token("supersecret", "live");
            try (var refused = ffmpegPublishing(ffmpeg, url)) {
                assertNotEquals(0, refused.awaitExit());
                guarded.await("reject", e -> e.is("connect-reject") && e.has("reason", "bad-auth"));
            }
            var guardedInterop = new Interop(guarded);
            try (var publisher = guardedInterop.publish(ffmpeg, Clip.H264.file(), url, "-rtmp_conn", token);
                    var player = guardedInterop.playByFfmpeg(ffmpeg, url, file, "-rtmp_conn", token)) {
                publisher.awaitSuccess();
                player.awaitSuccess();
            }
        }
        assertRecorded(Program.require("ffprobe"), Clip.H264, file);
    }

    private static void assertRecorded(Program ffprobe, Clip clip, Path file) throws Exception {
        var published = Packet.of(ffprobe, clip.file());
        new Recording(file.toString(), published, Packet.of(ffprobe, file))
                .assertWindow()
                .assertTimeline();
    }

    private static void assertDecodes(Program ffmpeg, Path file) throws Exception {
        assertEquals("", ffmpeg.run("-v", "error", "-i", file.toString(), "-f", "null", "-"), file + " has errors");
    }
}
