package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.tcserver.testing.Clip;
import org.tcserver.testing.FlvPublisher;
import org.tcserver.testing.FlvTag;
import org.tcserver.testing.Interop;
import org.tcserver.testing.Packet;
import org.tcserver.testing.Program;
import org.tcserver.testing.Recording;
import org.tcserver.testing.RtmpMessage;
import org.tcserver.testing.RtwsClient;
import org.tcserver.testing.ServerProcess;
import org.tcserver.wire.Bytes;

/** Publishes with FFmpeg over RTMP and plays with the test client over RTWebSocket. */
@Isolated
class RtwsInteropIT {
    private static ServerProcess server;
    private static Interop interop;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.startRtws(Interop.patient());
        interop = new Interop(server);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void ffmpegPlaysWhatIsPublishedOverRtws() throws Exception {
        var ffmpeg = Program.require("ffmpeg");
        var file = Interop.recording("rtws-to-ffmpeg");
        try (var publisher = RtwsClient.connected(server.port("rtws"), "live");
                var player = interop.playByFfmpeg(ffmpeg, interop.url("rtmp", "web"), file)) {
            server.await("play of web", e -> e.is("play") && e.has("name", "web"));
            int streamId = publisher.publish("web");
            new FlvPublisher(publisher, streamId, 0).publish(Clip.H264_WITH_B_FRAMES.file());
            publisher.command(streamId, "closeStream");
            player.awaitSuccess();
        }
        var ffprobe = Program.require("ffprobe");
        var published = Packet.of(ffprobe, Clip.H264_WITH_B_FRAMES.file());
        new Recording(file.toString(), published, Packet.of(ffprobe, file))
                .assertWindow()
                .assertTimeline();
    }

    /** Requires each message, complete. */
    @Test
    void whatFfmpegPublishesComesOverRtws() throws Exception {
        var ffmpeg = Program.require("ffmpeg");
        var clip = Clip.H264.file();
        var got = new HashSet<Bytes>();
        try (var viewer = RtwsClient.connected(server.port("rtws"), "live")) {
            viewer.play("tv");
            try (var publisher = interop.publish(ffmpeg, clip, interop.url("rtmp", "tv"))) {
                publisher.awaitSuccess();
            }
            viewer.take("end", m -> m.isStatus("NetStream.Play.UnpublishNotify")).stream()
                    .filter(RtmpMessage::isMedia)
                    .map(RtmpMessage::payload)
                    .forEach(got::add);
            assertEquals(0, viewer.abandoned());
        }
        var sent = FlvTag.read(clip).stream()
                .filter(tag -> tag.type() == RtmpMessage.AUDIO || tag.type() == RtmpMessage.VIDEO)
                .map(FlvTag::payload)
                .toList();
        var missing = sent.stream().filter(payload -> !got.contains(payload)).count();
        assertTrue(missing <= sent.size() / 100, () -> missing + " of " + sent.size() + " messages are missing");
    }
}
