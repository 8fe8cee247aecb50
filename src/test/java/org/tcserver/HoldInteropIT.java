package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.tcserver.testing.Clip;
import org.tcserver.testing.Deadline;
import org.tcserver.testing.Interop;
import org.tcserver.testing.Packet;
import org.tcserver.testing.Program;
import org.tcserver.testing.ProgramRun;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.ServerProcess;

/** Players that exit when the publisher leaves survive its reconnect if the server delays the end-of-stream notice. */
@Execution(ExecutionMode.CONCURRENT)
class HoldInteropIT {
    private static final int PIECE_SECONDS = 3;
    private static final int PIECE_FRAMES = 25 * PIECE_SECONDS;
    private static ServerProcess server;
    private static Interop interop;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.startRtmp(Interop.patient("--hold", "8"));
        interop = new Interop(server);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void viewersSurviveAReconnect() throws Exception {
        var url = interop.url("rtmp", "held");
        var byFfmpeg = Interop.recording("hold-ffmpeg");
        var byRtmpdump = Interop.recording("hold-rtmpdump");
        var ffmpeg = Program.require("ffmpeg");
        try (var ffmpegRun = interop.playByFfmpeg(ffmpeg, url, byFfmpeg);
                var rtmpdumpRun = interop.playByRtmpdump(url, byRtmpdump)) {
            server.awaitCount(2, "both play", e -> e.is("play") && e.has("name", "held"), Deadline.patient());
            try (var first = publish(ffmpeg, url)) {
                first.awaitSuccess();
            }
            try (var second = publish(ffmpeg, url)) {
                assertTrue(ffmpegRun.isAlive() && rtmpdumpRun.isAlive(), "they stay while nobody publishes");
                second.awaitSuccess();
            }
            ffmpegRun.awaitSuccess();
            rtmpdumpRun.awaitExit();
            assertBothPieces(byFfmpeg);
            assertBothPieces(byRtmpdump);
        }
    }

    /** A player may override the delay. */
    @Test
    void aPlayerMayWantToKnowAtOnce() throws Exception {
        try (var publisher = RtmpClient.connected(server.port(), "told");
                var hasty = RtmpClient.connected(server.port(), "told");
                var patient = RtmpClient.connected(server.port(), "told")) {
            hasty.play("s?hold=0");
            patient.play("s");
            int streamId = publisher.publish("s");
            hasty.awaitStatus("NetStream.Play.PublishNotify");
            patient.awaitStatus("NetStream.Play.PublishNotify");
            publisher.command(streamId, "closeStream");
            var told = hasty.await("the end", m -> m.isStatus("NetStream.Play.UnpublishNotify"));
            var toldLater = patient.await("the end", m -> m.isStatus("NetStream.Play.UnpublishNotify"));
            long seconds = (toldLater.arrivedNanos() - told.arrivedNanos()) / 1_000_000_000;
            assertTrue(seconds >= 2, () -> "told " + seconds + " s later");
        }
    }

    private static ProgramRun publish(Program ffmpeg, String url) throws Exception {
        return interop.publish(ffmpeg, Clip.H264.file(), url, "-t", Integer.toString(PIECE_SECONDS));
    }

    /** Requires nearly all frames of the second publication and the recorded rest of the first, on one timeline. */
    private static void assertBothPieces(Path file) throws Exception {
        List<Packet> packets = Packet.of(Program.require("ffprobe"), file);
        var video = packets.stream().filter(Packet::isVideo).toList();
        assertTrue(video.size() > 1.4 * PIECE_FRAMES, () -> video.size() + " frames in " + file);
        double last = 0;
        for (var packet : video) {
            double since = packet.dtsSeconds() - last;
            assertTrue(last == 0 || (since >= 0 && since < 0.5), () -> since + " s between frames in " + file);
            last = packet.dtsSeconds();
        }
        var firstHash = video.getFirst().hash();
        assertTrue(
                video.stream().skip(1).anyMatch(packet -> packet.hash().equals(firstHash)),
                "the second piece has the same frames once more");
    }
}
