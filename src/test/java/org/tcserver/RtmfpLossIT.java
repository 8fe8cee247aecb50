package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcserver.testing.LivePublisher;
import org.tcserver.testing.LossyForwarder;
import org.tcserver.testing.MachineLag;
import org.tcserver.testing.RtmfpClient;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.RtmpMessage;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.SimulatedLink;
import org.tcserver.testing.TestMedia;
import org.tcserver.testing.Viewer;

/** Tests RTMFP over paths that lose, delay, reorder and duplicate datagrams, and that fail. */
@Execution(ExecutionMode.CONCURRENT)
class RtmfpLossIT {
    private static final int MESSAGES = 150;
    private static final String TEXT = "x".repeat(700);
    private static final Duration LENGTH = Duration.ofSeconds(8);

    /** Limits for video to start and to finish, and for audio. */
    private static final String LIFETIMES = "s?videoLifetime=0.6&finishByMargin=0.4&audioLifetime=10";

    /** The delay of a bottleneck's queue and of concurrent tests. */
    private static final long PATH_MILLIS = 1000;

    /** Longer than the delay of any message in transit. */
    private static final Duration QUIET = Duration.ofSeconds(5);

    private static ServerProcess server;
    private static MachineLag lag;

    @BeforeAll
    static void start() throws Exception {
        lag = new MachineLag();
        server = ServerProcess.startRtmfp("-b", "127.0.0.1:0", "--max-messages", "0");
    }

    @AfterAll
    static void stop() throws Exception {
        lag.close();
        server.close();
        assertEquals("", server.stderr());
    }

    private static LossyForwarder forwarder(int seed) throws Exception {
        return new LossyForwarder(RtmfpClient.to(server.rtmfpPort()).server(), seed);
    }

    /** Applies loss, delay and the rest to both directions. */
    @ParameterizedTest
    @CsvSource({
        "0.00, 10, 0, 0",
        "0.01, 10, 0, 0.01",
        "0.05, 20, 10, 0.02",
        "0.10, 50, 20, 0.05",
        "0.05, 100, 60, 0.10",
        "0.01, 200, 40, 0.02"
    })
    void commandsArriveOnceAndInOrder(double loss, int delayMillis, int jitterMillis, double duplication)
            throws Exception {
        var up = link(loss, delayMillis, jitterMillis, duplication);
        var down = link(loss, delayMillis, jitterMillis, duplication);
        try (var forwarder = forwarder(delayMillis).links(up, down);
                var client = RtmfpClient.to(forwarder.address()).open()) {
            client.connectTo("lossy");
            assertEquals(expected(), relayedToOneself(client));
        }
    }

    private static SimulatedLink link(double loss, int delayMillis, int jitterMillis, double duplication) {
        return new SimulatedLink()
                .loss(loss)
                .delayMillis(delayMillis)
                .jitterMillis(jitterMillis)
                .duplication(duplication);
    }

    private static List<Integer> expected() {
        return IntStream.range(0, MESSAGES).boxed().toList();
    }

    private static List<Integer> relayedToOneself(RtmfpClient client) throws Exception {
        for (int i = 0; i < MESSAGES; i++) {
            client.command(0, "relay", client.peerId().toHex(), i, TEXT);
        }
        return relayed(client);
    }

    private static List<Integer> relayed(RtmfpClient client) throws Exception {
        var numbers = new ArrayList<Integer>();
        while (numbers.size() < MESSAGES) {
            var relayed = client.await("onRelay", m -> m.isCommand("onRelay")).command();
            numbers.add(((Double) relayed.arguments().get(2)).intValue());
        }
        client.fence();
        return numbers;
    }

    @Test
    void aPathThatFailsForAWhileLosesNothing() throws Exception {
        try (var forwarder = forwarder(2).links(link(0, 20, 0, 0), link(0, 20, 0, 0));
                var client = RtmfpClient.to(forwarder.address()).open()) {
            client.connectTo("dark");
            for (int i = 0; i < MESSAGES; i++) {
                client.command(0, "relay", client.peerId().toHex(), i, TEXT);
                if (i == MESSAGES / 2) {
                    forwarder.blackOut(Duration.ofSeconds(2));
                }
            }
            assertEquals(expected(), relayed(client));
        }
    }

    @Test
    void soundFlowsWhereThereIsNoRoomForThePictures() throws Exception {
        int third = LivePublisher.BYTES_PER_SECOND * 8 / 3;
        var down = new SimulatedLink().delayMillis(20).bottleneck(third, 15_000);
        try (var forwarder = forwarder(3).links(new SimulatedLink().delayMillis(20), down);
                var publisher = RtmpClient.connected(server.port(), "thin");
                var viewer =
                        Viewer.of("thin", RtmfpClient.to(forwarder.address()).open(), "thin", LIFETIMES)) {
            var live = publish(publisher, viewer);
            viewer.assertAllAudio(live.audioSentNanos());
            Viewer.assertDelay("audio", viewer.audio(), live.audioSentNanos(), PATH_MILLIS, lag);
            assertPicturesAreWholeAndInTime(viewer, live);
            double share =
                    (double) viewer.video().size() / live.videoSentNanos().size();
            assertTrue(share > 0.02 && share < 0.5, () -> share + " of the frames came");
        }
    }

    @Test
    void picturesAreWholeAndInTimeOverALossyPath() throws Exception {
        try (var forwarder = forwarder(4).links(link(0.05, 30, 10, 0.01), link(0.05, 30, 10, 0.01));
                var publisher = RtmpClient.connected(server.port(), "lost");
                var viewer =
                        Viewer.of("lost", RtmfpClient.to(forwarder.address()).open(), "lost", LIFETIMES)) {
            var live = publish(publisher, viewer);
            assertPicturesAreWholeAndInTime(viewer, live);
            double share =
                    (double) viewer.audio().size() / live.audioSentNanos().size();
            assertTrue(share > 0.98, () -> share + " of the sound came");
        }
    }

    private static LivePublisher publish(RtmpClient publisher, Viewer viewer) throws Exception {
        var live = new LivePublisher(publisher, publisher.publish("s"));
        var publishing = CompletableFuture.runAsync(() -> live.publish(LENGTH), Thread::startVirtualThread);
        viewer.client().awaitStatus("NetStream.Play.PublishNotify");
        publishing.join();
        publisher.command(1, "closeStream");
        viewer.watchUntilQuiet(QUIET);
        return live;
    }

    /** Requires that no frame is later than its finish-by limit, and that nearly all references are complete. */
    private static void assertPicturesAreWholeAndInTime(Viewer viewer, LivePublisher live) {
        // Some delivered frames lack their predecessor, if that one was lost and expired afterwards.
        assertTrue(
                viewer.brokenReferences().size() <= viewer.video().size() / 20,
                () -> viewer.brokenReferences() + " lack the frame before");
        assertTrue(viewer.video().stream().allMatch(live::hasSent), "a frame is cut short");
        assertEquals(
                viewer.video().size(),
                viewer.video().stream().map(TestMedia::number).distinct().count());
        var delays = Viewer.delaysMillis(viewer.video(), live.videoSentNanos());
        assertTrue(delays.length > 0, "no picture came");
        long latest = delays[delays.length - 1];
        assertTrue(latest <= lag.allow(1000 + PATH_MILLIS), () -> "a picture came after " + latest + " ms; " + lag);
        assertTrue(viewer.got().stream().noneMatch(m -> m.type() == RtmpMessage.ABORT));
    }
}
