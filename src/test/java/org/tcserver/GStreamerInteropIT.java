package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.testing.Clip;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.Interop;
import org.tcserver.testing.Packet;
import org.tcserver.testing.Program;
import org.tcserver.testing.Recording;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.TestMedia;

/** Publishes with GStreamer's {@code rtmp2sink} and plays with its {@code rtmp2src}. */
@Execution(ExecutionMode.CONCURRENT)
class GStreamerInteropIT {
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
    @ValueSource(strings = {"rtmp", "rtmp-simple"})
    void plays(String protocol) throws Exception {
        var clip = Clip.H264_WITH_B_FRAMES;
        var name = "gst" + protocol;
        var url = interop.url(protocol, name);
        var file = Interop.recording("gstreamer-" + protocol);
        var gstreamer = Program.requireGStreamer("rtmp2src");
        try (var publisher = interop.publish(Program.require("ffmpeg"), clip.file(), url);
                var player = interop.playByGStreamer(gstreamer, url, file)) {
            publisher.awaitSuccess();
            awaitUnpublish(name, 1);
            player.interrupt();
            player.awaitSuccess();
        }
        assertRecorded(clip, file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rtmp", "rtmp-simple"})
    void publishes(String protocol) throws Exception {
        var ffmpeg = Program.require("ffmpeg");
        var url = interop.url(protocol, "byGst" + protocol);
        var file = Interop.recording("gstreamer-published-" + protocol);
        try (var publisher = interop.publishByGStreamer(Clip.H264.file(), url);
                var player = interop.playByFfmpeg(ffmpeg, url, file)) {
            publisher.awaitSuccess();
            player.awaitSuccess();
        }
        assertRecorded(Clip.H264, file);
    }

    @Test
    void userAndPasswordAuthenticate() throws Exception {
        var gstreamer = Program.requireGStreamer("rtmp2src");
        var ffmpeg = Program.require("ffmpeg");
        var user = "name=mike";
        try (var guarded = ServerProcess.startRtmp(Interop.patient("-k", "supersecret"))) {
            var url = "rtmp://127.0.0.1:" + guarded.port() + "/live/guarded";
            var token = TestMedia.token("supersecret", "live");
            try (var publisher =
                            new Interop(guarded).publish(ffmpeg, Clip.H264.file(), url, "-rtmp_conn", "S:" + token);
                    var player = gstreamer.start(
                            "-q",
                            "rtmp2src",
                            "location=" + url,
                            "username=" + user,
                            "password=" + TestMedia.token("supersecret", user + "@live"),
                            "num-buffers=20",
                            "!",
                            "fakesink")) {
                player.awaitSuccess();
                guarded.await("play", e -> e.is("play") && e.has("username", "mike"));
                publisher.interrupt();
            }
        }
    }

    /** GStreamer keeps playing when a publisher leaves. Its recording of two publications has one timeline. */
    @Test
    void aRepublishContinuesTheTimeline() throws Exception {
        var ffmpeg = Program.require("ffmpeg");
        var url = interop.url("rtmp", "again");
        var file = Interop.recording("gstreamer-republish");
        var part = new String[] {"-t", "4"};
        var gstreamer = Program.requireGStreamer("rtmp2src");
        try (var player = interop.playByGStreamer(gstreamer, url, file)) {
            server.await("play", e -> e.is("play") && e.has("name", "again"));
            for (var round = 1; round <= 2; round++) {
                try (var publisher = interop.publish(ffmpeg, Clip.H264.file(), url, part)) {
                    publisher.awaitSuccess();
                    awaitUnpublish("again", round);
                }
            }
            assertTrue(player.isAlive(), player::toString);
            player.interrupt();
            player.awaitSuccess();
        }
        var video = Packet.of(Program.require("ffprobe"), file).stream()
                .filter(Packet::isVideo)
                .toList();
        assertTrue(video.size() >= 190, () -> video.size() + " frames of twice 4 s");
        for (var i = 1; i < video.size(); i++) {
            var step = video.get(i).dtsSeconds() - video.get(i - 1).dtsSeconds();
            assertTrue(step >= 0 && step < 0.5, () -> "a step of " + step + " s in the timeline");
        }
        var length = video.getLast().dtsSeconds() - video.getFirst().dtsSeconds();
        assertTrue(length > 7.5 && length < 9, () -> "the timeline is " + length + " s long");
    }

    private static void awaitUnpublish(String name, int count) throws Exception {
        server.awaitCount(
                count,
                "unpublish of " + name,
                e -> e.is("unpublish") && e.has("name", name),
                Deadline.in(Duration.ofSeconds(60)));
    }

    private static void assertRecorded(Clip clip, Path file) throws Exception {
        var ffprobe = Program.require("ffprobe");
        new Recording(file.toString(), Packet.of(ffprobe, clip.file()), Packet.of(ffprobe, file)).assertWindow();
    }
}
