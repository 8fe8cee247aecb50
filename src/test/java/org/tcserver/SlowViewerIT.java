package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.tcserver.testing.LivePublisher;
import org.tcserver.testing.MachineLag;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.RtmpClientSettings;
import org.tcserver.testing.RtmpMessage;
import org.tcserver.testing.RtwsClient;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.TcClient;
import org.tcserver.testing.TestMedia;
import org.tcserver.testing.TlsFiles;
import org.tcserver.testing.Viewer;

/**
 * A viewer with too little bandwidth loses whole GOPs, loses no audio, and stays close to live. Other viewers are
 * unaffected.
 */
@Isolated
class SlowViewerIT {
    private static final String PUBLISH_NOTIFY = "NetStream.Play.PublishNotify";
    private static final Duration LENGTH = Duration.ofSeconds(15);
    /** Duration of a stream that the test stops earlier. */
    private static final Duration TOO_LONG = Duration.ofMinutes(3);

    /** The default video lifetime of 2 s, the finish-by margin, and data in transit. */
    private static final long MOST_VIDEO_DELAY_MILLIS = 3_000;

    /** Parameters that keep media during delays of a busy machine, so that the test can measure the delay. */
    private static final String PATIENT = "s?videoLifetime=10&audioLifetime=10&expirePreviousGop=no";

    private static final long MOST_AUDIO_DELAY_MILLIS = 2_000;
    private static final long MOST_DELAY_OF_THE_OTHERS_MILLIS = 500;
    /** 8 MiB in the server's queue, plus the buffers of the sockets and of the client. */
    private static final long MOST_HELD_BYTES = 16 << 20;

    private static final Map<String, String> SMALL_HEAP = Map.of("TCSERVER_JAVA_OPTS", "-Xmx160m");

    @TempDir
    Path folder;

    @Test
    void aSlowViewerLosesWholePicturesButNoSound() throws Exception {
        var files = TlsFiles.in(folder, "EC");
        try (var lag = new MachineLag();
                var server = ServerProcess.startRtws(files.flags("--rtmps", "127.0.0.1:0", "--wss", "127.0.0.1:0"));
                var publisher = RtmpClient.connected(server.port(), "live")) {
            var rtws = new RtwsClient.Settings(server.port("rtws"), 8192, LivePublisher.BYTES_PER_SECOND / 2, "");
            var wss = new RtwsClient.Settings(
                    server.port("wss"), 8192, LivePublisher.BYTES_PER_SECOND / 2, "", files.trusting());
            var half =
                    RtmpClient.to(server.port()).withReceiveBuffer(8192).readingAt(LivePublisher.BYTES_PER_SECOND / 2);
            try (var slow = Viewer.of("acknowledging", half.open(), "live", "s");
                    var mute = Viewer.of(
                            "never acknowledging",
                            half.acknowledging(RtmpClientSettings.NEVER).open(),
                            "live",
                            "s");
                    var rare = Viewer.of(
                            "acknowledging rarely", half.acknowledging(250_000).open(), "live", "s");
                    var web = Viewer.of("over RTWebSocket", rtws.open(), "live", "s");
                    var secure = Viewer.of(
                            "over RTMPS",
                            half.underTls(files.trusting(), server.port("rtmps"))
                                    .open(),
                            "live",
                            "s");
                    var secureWeb = Viewer.of("over WSS", wss.open(), "live", "s");
                    var other = Viewer.of("other", RtmpClient.to(server.port()).open(), "live", PATIENT)) {
                var live = new LivePublisher(publisher, publisher.publish("s"));
                live.publish(LENGTH);
                publisher.command(1, "closeStream");
                for (var viewer : List.of(other, slow, mute, rare, web, secure, secureWeb)) {
                    viewer.watchUntilTheEnd();
                }
                assertEquals(live.videoSentNanos().size(), other.video().size(), "frames of the other viewer");
                other.assertAllAudio(live.audioSentNanos());
                Viewer.assertDelay(
                        "other",
                        other.got().stream()
                                .filter(TestMedia::isCoded)
                                .filter(m -> m.type() == RtmpMessage.VIDEO)
                                .toList(),
                        live.videoSentNanos(),
                        MOST_DELAY_OF_THE_OTHERS_MILLIS,
                        lag);
                for (var viewer : List.of(slow, mute, rare, web, secure, secureWeb)) {
                    viewer.assertNoBrokenReference();
                    viewer.assertAllAudio(live.audioSentNanos());
                    var share = (double) viewer.video().size()
                            / live.videoSentNanos().size();
                    assertTrue(share > 0.25 && share < 0.75, () -> viewer.name() + " got " + share + " of the frames");
                    Viewer.assertDelay(
                            viewer.name() + ", video",
                            viewer.video(),
                            live.videoSentNanos(),
                            MOST_VIDEO_DELAY_MILLIS,
                            lag);
                    Viewer.assertDelay(
                            viewer.name() + ", audio",
                            viewer.audio(),
                            live.audioSentNanos(),
                            MOST_AUDIO_DELAY_MILLIS,
                            lag);
                }
            }
        }
    }

    /**
     * The server may hold much less than the publisher sends meanwhile. A viewer that resumes reading continues at a
     * keyframe.
     */
    @Test
    void aViewerThatStopsReadingGrowsNothing() throws Exception {
        try (var server = ServerProcess.startWith(SMALL_HEAP, "-b", "127.0.0.1:0");
                var stuck = RtmpClient.to(server.port()).withReceiveBuffer(4096).open()) {
            assertGrowsNothing(server, stuck, stuck::stopReading, stuck::receivedBytes);
        }
    }

    @Test
    void aViewerOverRtwsThatStopsReadingGrowsNothing() throws Exception {
        try (var server = ServerProcess.startWith(SMALL_HEAP, "-b", "127.0.0.1:0", "-w", "127.0.0.1:0");
                var stuck = new RtwsClient.Settings(server.port("rtws"), 4096, 0, "").open()) {
            assertGrowsNothing(server, stuck, stuck::stopReading, stuck::receivedBytes);
        }
    }

    private static void assertGrowsNothing(
            ServerProcess server, TcClient stuck, Consumer<Boolean> stopReading, LongSupplier receivedBytes)
            throws Exception {
        try (var publisher = RtmpClient.connected(server.port(), "live");
                var other = RtmpClient.connected(server.port(), "live")) {
            stuck.connectTo("live");
            for (var viewer : List.of(other, stuck)) {
                viewer.play("s");
            }
            var streamId = publisher.publish("s");
            other.awaitStatus(PUBLISH_NOTIFY);
            stuck.awaitStatus(PUBLISH_NOTIFY);
            stopReading.accept(true);
            var before = receivedBytes.getAsLong();
            for (var number = 0; number < 8_000; number++) {
                var kind = number % 25 == 0 ? 0x17 : 0x27;
                publisher.video(streamId, number * 40L, TestMedia.video(kind, number, 50_000));
                if (number % 25 == 24) {
                    publisher.data(streamId, number * 40L, "onCuePoint", number);
                    other.await("cue point", m -> m.isData("onCuePoint"));
                }
            }
            stopReading.accept(false);
            var live = new LivePublisher(publisher, streamId);
            var publishing = CompletableFuture.runAsync(() -> live.publish(TOO_LONG), Thread::startVirtualThread);
            var next = stuck.await("a new frame", m -> TestMedia.isCoded(m) && live.hasSent(m));
            assertTrue(TestMedia.isKeyframe(next), next::toString);
            var held = receivedBytes.getAsLong() - before;
            assertTrue(held < MOST_HELD_BYTES, () -> held + " bytes were held for a viewer that did not read");
            publisher.disconnect();
            assertThrows(CompletionException.class, publishing::join);
            assertFalse(server.stderr().contains("OutOfMemory"), server::stderr);
            assertTrue(server.isAlive());
        }
    }
}
