package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.RtmpMessage;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.TestMedia;
import org.tcserver.wire.Bytes;

/**
 * Tests the timeline of a subscriber. It starts at zero, continues across republishes and jumps, and passes the wraps.
 */
class RtmpTimestampIT {
    private static final String PUBLISH_NOTIFY = "NetStream.Play.PublishNotify";
    private static final long WRAP = 1L << 32;

    private static ServerProcess server;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.startRtmp();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static RtmpClient connected(String app) throws Exception {
        return RtmpClient.connected(server.port(), app);
    }

    /** Sends a keyframe for each timestamp, and returns the timestamps that the viewer receives. */
    private static List<Long> through(RtmpClient publisher, RtmpClient viewer, long... timestamps) throws Exception {
        var received = new ArrayList<Long>();
        for (var timestamp : timestamps) {
            var number = Math.toIntExact(Math.floorMod(timestamp, 1_000_000));
            publisher.video(1, timestamp % WRAP, TestMedia.keyframe(number));
            received.add(viewer.await("keyframe", m -> TestMedia.isKeyframe(m) && TestMedia.number(m) == number)
                    .timestamp());
        }
        return received;
    }

    @Test
    void aSubscribersStreamStartsAtZero() throws Exception {
        try (var publisher = connected("zero");
                var viewer = connected("zero");
                var late = connected("zero")) {
            publisher.publish("s");
            viewer.play("s");
            viewer.awaitStatus(PUBLISH_NOTIFY);
            assertEquals(List.of(0L, 40L, 80L), through(publisher, viewer, 100_000, 100_040, 100_080));
            late.play("s");
            late.awaitStatus(PUBLISH_NOTIFY);
            assertEquals(0, late.await("cached keyframe", TestMedia::isKeyframe).timestamp());
            publisher.video(1, 100_120, TestMedia.keyframe(9));
            assertEquals(40, late.await("keyframe", TestMedia::isKeyframe).timestamp());
        }
    }

    @Test
    void audioVideoAndDataShareOneOffset() throws Exception {
        try (var publisher = connected("offset");
                var viewer = connected("offset")) {
            publisher.publish("s");
            viewer.play("s");
            viewer.awaitStatus(PUBLISH_NOTIFY);
            publisher.video(1, 50_000, TestMedia.keyframe(1));
            var video = viewer.await("video", RtmpMessage::isMedia).timestamp();
            publisher.audio(1, 50_013, TestMedia.audio(2));
            assertEquals(video + 13, viewer.await("audio", RtmpMessage::isMedia).timestamp());
            publisher.data(1, 50_021, "onCuePoint", "x");
            assertEquals(
                    video + 21,
                    viewer.await("data", m -> m.isData("onCuePoint")).timestamp());
        }
    }

    @Test
    void asIsRepeatsTimestampsExactly() throws Exception {
        try (var publisher = connected("asis");
                var viewer = connected("asis")) {
            publisher.publish("s");
            viewer.play("s?asis");
            viewer.awaitStatus(PUBLISH_NOTIFY);
            var jumps = new long[] {100_000, 5, 0xfffffe, 0xffffff, 0x1000000, WRAP - 1, 0, 0x7fffffff, 0x80000000L};
            var expected = Arrays.stream(jumps).boxed().toList();
            assertEquals(expected, through(publisher, viewer, jumps));
        }
    }

    @Test
    void aRepublishContinuesTheTimeline() throws Exception {
        try (var viewer = connected("stitch");
                var asis = connected("stitch")) {
            viewer.play("s");
            asis.play("s?asis");
            var first = connected("stitch");
            first.publish("s");
            viewer.awaitStatus(PUBLISH_NOTIFY);
            assertEquals(List.of(0L, 40L, 80L), through(first, viewer, 7000, 7040, 7080));
            first.close();
            viewer.awaitStatus("NetStream.Play.UnpublishNotify");
            try (var second = connected("stitch")) {
                second.publish("s");
                viewer.awaitStatus(PUBLISH_NOTIFY);
                var after = through(second, viewer, 0, 40, 80);
                assertTrue(after.getFirst() >= 80 && after.getFirst() <= 160, after::toString);
                assertEquals(after.getFirst() + 40, after.get(1));
                assertEquals(after.getFirst() + 80, after.get(2));
                assertEquals(
                        80,
                        asis.await("as is", m -> TestMedia.isKeyframe(m) && m.timestamp() == 80)
                                .timestamp());
            }
        }
    }

    @Test
    void aJumpIsStitchedASmallerStepIsKept() throws Exception {
        try (var publisher = connected("jump");
                var viewer = connected("jump")) {
            publisher.publish("s");
            viewer.play("s");
            viewer.awaitStatus(PUBLISH_NOTIFY);
            assertEquals(List.of(0L, 3900L), through(publisher, viewer, 1000, 4900));
            var forward = through(publisher, viewer, 1_000_000, 1_000_040);
            assertTrue(forward.getFirst() >= 3900 && forward.getFirst() < 3900 + 1000, forward::toString);
            assertEquals(forward.getFirst() + 40, forward.get(1));
            var back = through(publisher, viewer, 20, 60);
            assertTrue(back.getFirst() >= forward.get(1) && back.getFirst() < forward.get(1) + 1000, back::toString);
            assertEquals(back.getFirst() + 40, back.get(1));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0xffffffL - 1500, (1L << 31) - 1500, WRAP - 1500})
    void theTimelineGoesThroughTheWraps(long start) throws Exception {
        var app = "wrap" + start;
        try (var publisher = connected(app);
                var viewer = connected(app);
                var asis = connected(app)) {
            publisher.publish("s");
            viewer.play("s");
            asis.play("s?asis");
            viewer.awaitStatus(PUBLISH_NOTIFY);
            asis.awaitStatus(PUBLISH_NOTIFY);
            for (var after = 0L; after <= 3000; after += 100) {
                publisher.video(1, (start + after) % WRAP, TestMedia.video(0x17, (int) after + 1, 10_000));
                publisher.audio(1, (start + after + 7) % WRAP, TestMedia.audio((int) after + 2));
                assertEquals(after, viewer.await("video", TestMedia::isKeyframe).timestamp());
                assertEquals(
                        (start + after) % WRAP,
                        asis.await("video", TestMedia::isKeyframe).timestamp());
            }
        }
    }

    /** Simulates a long-lived viewer. Its own timeline passes the extended timestamp and the 32-bit wrap. */
    @Test
    void theSubscribersOwnTimelineWraps() throws Exception {
        try (var publisher = connected("long");
                var viewer = connected("long")) {
            publisher.publish("s");
            var streamId = viewer.play("s");
            viewer.awaitStatus(PUBLISH_NOTIFY);
            viewer.command(streamId, "pause", true, 0.0);
            viewer.command(streamId, "pause", false, (double) (WRAP - 100));
            viewer.fence();
            var received = through(publisher, viewer, 0, 40, 80, 120, 160);
            for (var i = 1; i < received.size(); i++) {
                assertEquals(40, Math.floorMod(received.get(i) - received.get(i - 1), WRAP), received::toString);
            }
        }
    }

    @Test
    void whatIsOlderThanTheLastStitchGetsItsTime() throws Exception {
        try (var publisher = connected("older");
                var viewer = connected("older")) {
            publisher.publish("s");
            viewer.play("s");
            viewer.awaitStatus(PUBLISH_NOTIFY);
            publisher.video(1, 1000, TestMedia.keyframe(1));
            assertEquals(0, viewer.await("video", RtmpMessage::isMedia).timestamp());
            publisher.audio(1, 900, TestMedia.audio(2));
            assertEquals(0, viewer.await("audio", RtmpMessage::isMedia).timestamp());
            publisher.audio(1, 1010, Bytes.ofHex("af0100000003"));
            assertEquals(10, viewer.await("audio", RtmpMessage::isMedia).timestamp());
        }
    }
}
