package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcserver.testing.LossyForwarder;
import org.tcserver.testing.RtmfpClient;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.RtmpMessage;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.SimulatedLink;
import org.tcserver.testing.TcClient;
import org.tcserver.testing.TestMedia;
import org.tcserver.wire.Bytes;

/** Tests streams into and out of RTMFP. */
class RtmfpMediaIT {
    private static final int FRAMES = 100;
    private static final int LARGE_FRAME = 90_000;
    private static ServerProcess server;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.startRtmfp("-b", "127.0.0.1:0");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        assertEquals("", server.stderr());
    }

    private static TcClient connected(String protocol, String app) throws Exception {
        return protocol.equals("rtmp")
                ? RtmpClient.connected(server.port(), app)
                : RtmfpClient.connected(server.rtmfpPort(), app);
    }

    @ParameterizedTest
    @CsvSource({"rtmfp, rtmp", "rtmp, rtmfp", "rtmfp, rtmfp"})
    void whatIsPublishedIsPlayed(String from, String to) throws Exception {
        var app = from + "-" + to;
        try (var publisher = connected(from, app);
                var viewer = connected(to, app)) {
            viewer.play("s?expirePreviousGop=no&videoLifetime=10&audioLifetime=10");
            var streamId = publisher.publish("s");
            viewer.awaitStatus("NetStream.Play.PublishNotify");
            publisher.video(streamId, 0, TestMedia.AVC_INIT);
            publisher.audio(streamId, 0, TestMedia.AAC_INIT);
            publisher.data(streamId, 0, "@setDataFrame", "onMetaData", "x");
            for (int i = 0; i < FRAMES; i++) {
                int size = i % 25 == 0 ? LARGE_FRAME : 3_000;
                publisher.video(streamId, i * 40L, TestMedia.video(i % 25 == 0 ? 0x17 : 0x27, i, size));
                publisher.audio(streamId, i * 40L + 7, TestMedia.audio(i));
            }
            var got = take(viewer, 2 * FRAMES + 3);
            assertInOrder(got, RtmpMessage.VIDEO, 1);
            assertInOrder(got, RtmpMessage.AUDIO, 1);
            assertTrue(got.stream().anyMatch(m -> m.isData("onMetaData")));
            publisher.command(streamId, "closeStream");
            viewer.awaitStatus("NetStream.Play.UnpublishNotify");
        }
    }

    /** Takes {@code count} messages of media and data. */
    private static List<RtmpMessage> take(TcClient client, int count) throws Exception {
        var got = new ArrayList<RtmpMessage>();
        while (got.size() < count) {
            var message = client.next();
            if (message.isMedia() || message.isData("onMetaData")) {
                got.add(message);
            }
        }
        return got;
    }

    /** Requires all frames of a type, complete and with their timestamps, after {@code others} other messages. */
    private static void assertInOrder(List<RtmpMessage> got, int type, int others) {
        var messages = got.stream().filter(m -> m.type() == type).toList();
        assertFalse(messages.subList(0, others).stream().anyMatch(TestMedia::isCoded), messages::toString);
        var frames = messages.subList(others, messages.size());
        assertEquals(
                IntStream.range(0, FRAMES).boxed().toList(),
                frames.stream().map(TestMedia::number).toList());
        for (int i = 0; i < FRAMES; i++) {
            boolean isVideo = type == RtmpMessage.VIDEO;
            int size = i % 25 == 0 ? LARGE_FRAME : 3_000;
            var expected = isVideo ? TestMedia.video(i % 25 == 0 ? 0x17 : 0x27, i, size) : TestMedia.audio(i);
            assertEquals(expected, frames.get(i).payload());
            assertEquals(i * 40L + (isVideo ? 0 : 7), frames.get(i).timestamp());
        }
    }

    /** Each message has many fragments, and exceeds the far end's first receive window. */
    @Test
    void largeMessagesPass() throws Exception {
        try (var publisher = connected("rtmfp", "large");
                var viewer = connected("rtmfp", "large")) {
            viewer.play("s?videoLifetime=10&expirePreviousGop=no");
            var streamId = publisher.publish("s");
            viewer.awaitStatus("NetStream.Play.PublishNotify");
            for (int i = 0; i < 4; i++) {
                var frame = TestMedia.video(0x17, i, 1_500_000);
                publisher.video(streamId, i * 40L, frame);
                assertEquals(
                        frame, viewer.await("keyframe", TestMedia::isKeyframe).payload());
            }
        }
    }

    @Test
    void aLateJoinerGetsWhatItNeeds() throws Exception {
        try (var publisher = connected("rtmfp", "late");
                var viewer = connected("rtmfp", "late")) {
            var streamId = publisher.publish("s");
            publisher.video(streamId, 0, TestMedia.AVC_INIT);
            publisher.video(streamId, 0, TestMedia.keyframe(1));
            publisher.audio(streamId, 0, TestMedia.AAC_INIT);
            publisher.data(streamId, 0, "@setDataFrame", "onMetaData", "x");
            try (var first = connected("rtmfp", "late")) {
                first.play("s");
                take(first, 4);
            }
            viewer.play("s");
            var got = take(viewer, 4);
            assertEquals(
                    List.of(TestMedia.AVC_INIT, TestMedia.keyframe(1)),
                    got.stream()
                            .filter(m -> m.type() == RtmpMessage.VIDEO)
                            .map(RtmpMessage::payload)
                            .toList());
        }
    }

    @Test
    void manyStreamsShareASession() throws Exception {
        try (var publisher = connected("rtmfp", "many");
                var viewer = connected("rtmfp", "many")) {
            for (int i = 0; i < 20; i++) {
                int published = publisher.publish("s" + i);
                int played = viewer.play("s" + i);
                viewer.awaitStatus("NetStream.Play.PublishNotify");
                publisher.video(published, 0, TestMedia.keyframe(i));
                var frame = viewer.await("keyframe", m -> m.streamId() == played && TestMedia.isKeyframe(m));
                assertEquals(i, TestMedia.number(frame));
                if (i % 2 == 0) {
                    publisher.command(0, "deleteStream", published);
                    viewer.awaitStatus("NetStream.Play.UnpublishNotify");
                    viewer.command(0, "deleteStream", played);
                }
            }
        }
    }

    /** Two barriers, of audio and data, enclose the end-of-stream notice (RFC 7425 §5.2). */
    @Test
    void theEndOfAStreamIsSynchronized() throws Exception {
        try (var publisher = connected("rtmp", "ended");
                var viewer = connected("rtmfp", "ended")) {
            viewer.play("s");
            var streamId = publisher.publish("s");
            publisher.audio(streamId, 0, TestMedia.AAC_INIT);
            viewer.await("sound", m -> m.type() == RtmpMessage.AUDIO);
            publisher.command(streamId, "closeStream");
            var barriers = new ArrayList<Bytes>();
            int endedAfter = -1;
            while (barriers.size() < 4) {
                var message = viewer.next();
                if (message.isStatus("NetStream.Play.UnpublishNotify")) {
                    endedAfter = barriers.size();
                } else if (message.payload().toHex().startsWith("0022")) {
                    barriers.add(message.payload());
                }
            }
            assertEquals(2, barriers.stream().distinct().count(), barriers::toString);
            for (var barrier : barriers) {
                assertTrue(barrier.toHex().endsWith("00000002"), "of two flows: " + barrier);
                assertEquals(2, barriers.stream().filter(barrier::equals).count());
            }
            assertTrue(endedAfter > 0, "the notice came after " + endedAfter + " barriers");
        }
    }

    /** The receiver restores the order of messages within the reorder window. */
    @Test
    void networkOrderIsMendedWithinTheReorderWindow() throws Exception {
        try (var forwarder = jittery(server);
                var publisher =
                        RtmfpClient.to(forwarder.address()).inNetworkOrder().open();
                var viewer = connected("rtmp", "reordered")) {
            publisher.connectTo("reordered");
            assertEquals(IntStream.range(0, FRAMES).boxed().toList(), audioThrough(publisher, viewer));
        }
    }

    /** Without a window, the receiver drops late messages. */
    @Test
    void withoutAReorderWindowLateMediaIsDropped() throws Exception {
        try (var hasty = ServerProcess.startRtmfp("-b", "127.0.0.1:0", "-r", "0");
                var forwarder = jittery(hasty);
                var publisher =
                        RtmfpClient.to(forwarder.address()).inNetworkOrder().open();
                var viewer = RtmpClient.connected(hasty.port(), "hasty")) {
            publisher.connectTo("hasty");
            var numbers = audioThrough(publisher, viewer);
            assertEquals(numbers.stream().sorted().toList(), numbers);
            assertTrue(numbers.size() < FRAMES, "nothing was late");
        }
    }

    private static LossyForwarder jittery(ServerProcess to) throws Exception {
        var link = new SimulatedLink().delayMillis(2).jitterMillis(40);
        return new LossyForwarder(RtmfpClient.to(to.rtmfpPort()).server(), 1).links(link, new SimulatedLink());
    }

    /** Returns the numbers of the audio messages received, out of {@link #FRAMES}. Each is in its own packet. */
    private static List<Integer> audioThrough(RtmfpClient publisher, TcClient viewer) throws Exception {
        viewer.play("s?audioLifetime=10");
        var streamId = publisher.publish("s");
        viewer.awaitStatus("NetStream.Play.PublishNotify");
        for (int i = 0; i < FRAMES; i++) {
            publisher.audio(streamId, i * 10L, TestMedia.numbered(Bytes.of(0xaf, 1), i, 900));
        }
        publisher.finish(streamId, RtmpMessage.AUDIO);
        publisher.command(streamId, "closeStream");
        return viewer.take("UnpublishNotify", m -> m.isStatus("NetStream.Play.UnpublishNotify")).stream()
                .filter(TestMedia::isCoded)
                .map(TestMedia::number)
                .toList();
    }
}
