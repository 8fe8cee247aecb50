package org.tcserver;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.testing.Clip;
import org.tcserver.testing.FlvPublisher;
import org.tcserver.testing.Interop;
import org.tcserver.testing.Packet;
import org.tcserver.testing.Program;
import org.tcserver.testing.Recording;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.TestMedia;

/** Plays with rtmpdump, which acknowledges rarely. The server must keep sending. */
@Execution(ExecutionMode.CONCURRENT)
class RtmpdumpInteropIT {
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
        var url = interop.url(protocol, "dumped" + protocol);
        var file = Interop.recording("rtmpdump-" + protocol);
        Program.require("rtmpdump");
        try (var publisher = interop.publish(Program.require("ffmpeg"), clip.file(), url);
                var player = interop.playByRtmpdump(url, file)) {
            publisher.awaitSuccess();
            player.awaitExit();
        }
        assertRecorded(clip, file);
    }

    @ParameterizedTest
    @ValueSource(longs = {0xffffffL - 1500, (1L << 31) - 1500, (1L << 32) - 1500})
    void playsThroughTheWraps(long firstTimestamp) throws Exception {
        var name = "wrap" + firstTimestamp;
        var url = interop.url("rtmp", name);
        var file = Interop.recording("rtmpdump-" + name);
        try (var client = RtmpClient.connected(server.port(), "live");
                var player = interop.playByRtmpdump(url, file)) {
            server.await("play of " + name, e -> e.is("play") && e.has("name", name));
            var streamId = client.publish(name);
            new FlvPublisher(client, streamId, firstTimestamp).publish(Clip.H264.file());
            client.command(streamId, "closeStream");
            player.awaitExit();
        }
        assertRecorded(Clip.H264, file);
    }

    @Test
    void authenticates() throws Exception {
        Program.require("rtmpdump");
        var file = Interop.recording("rtmpdump-auth");
        try (var guarded = ServerProcess.startRtmp(Interop.patient("-k", "supersecret"))) {
            var guardedInterop = new Interop(guarded);
            var url = guardedInterop.url("rtmp", "guarded");
            var token = "S:" + TestMedia.token("supersecret", "live");
            try (var publisher = guardedInterop.publish(
                            Program.require("ffmpeg"), Clip.H264.file(), url, "-rtmp_conn", token);
                    var player = guardedInterop.playByRtmpdump(url, file, "-C", token)) {
                publisher.awaitSuccess();
                player.awaitExit();
            }
        }
        assertRecorded(Clip.H264, file);
    }

    private static void assertRecorded(Clip clip, Path file) throws Exception {
        var ffprobe = Program.require("ffprobe");
        new Recording(file.toString(), Packet.of(ffprobe, clip.file()), Packet.of(ffprobe, file))
                .assertWindow()
                .assertTimeline();
    }
}
