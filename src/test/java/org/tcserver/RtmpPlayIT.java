package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tcserver.testing.Amf0;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.RtmpMessage;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.TestMedia;
import org.tcserver.wire.Bytes;

/** What `play` answers, what a late joiner gets, pause and the receive switches, over raw sockets. */
class RtmpPlayIT {
    private static final String PUBLISH_NOTIFY = "NetStream.Play.PublishNotify";
    /** Metadata of AVC has no legacy form: this is enhanced, `avc1`. */
    private static final String AVC1 = "61766331";

    private static ServerProcess server;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.startRtmp();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        assertEquals(List.of(), server.unreadable(), "lines on stdout that are no events");
    }

    /** A publisher and its stream. */
    private record Publisher(RtmpClient client, int streamId) implements AutoCloseable {
        static Publisher of(String app) throws Exception {
            var client = connected(app);
            return new Publisher(client, client.publish("s"));
        }

        /** Sends each as audio or video by what it begins with; the index times 40 ms is the timestamp. */
        Publisher send(Bytes... payloads) throws Exception {
            for (var i = 0; i < payloads.length; i++) {
                sendAt(i * 40L, payloads[i]);
            }
            client.fence();
            return this;
        }

        void sendAt(long timestamp, Bytes payload) throws Exception {
            var first = payload.at(0) >> 4;
            if (first == 0xa) {
                client.audio(streamId, timestamp, payload);
            } else {
                client.video(streamId, timestamp, payload);
            }
        }

        @Override
        public void close() throws IOException {
            client.close();
        }
    }

    @Test
    void playOfAStreamThatIsNotPublishedWaits() throws Exception {
        try (var viewer = connected("idle")) {
            var streamId = viewer.createStream();
            viewer.command(streamId, "play", "s?x=y");
            var begin = viewer.next();
            assertEquals(RtmpMessage.USER_CONTROL, begin.type());
            assertEquals(0, begin.streamId());
            assertEquals("000000000001", begin.payload().toHex());
            var reset = viewer.next();
            assertTrue(reset.isStatus("NetStream.Play.Reset"), reset::toString);
            assertEquals(streamId, reset.streamId());
            assertEquals(0, reset.command().transactionId());
            var start = viewer.next();
            assertTrue(start.isStatus("NetStream.Play.Start"), start::toString);
            assertEquals("s", start.command().info("detail"));
            var access = viewer.next();
            assertTrue(access.isData("|RtmpSampleAccess"), access::toString);
            assertEquals(
                    "0200117c52746d7053616d706c6541636365737301010101",
                    access.payload().toHex());
            var event = server.await("play", viewer);
            assertEquals("s", event.text("name"));
            assertEquals("x=y", event.text("query"));
            try (var publisher = Publisher.of("idle")) {
                var notify = viewer.next();
                assertTrue(notify.isStatus(PUBLISH_NOTIFY), notify::toString);
                assertEquals("s", notify.command().info("detail"));
                assertEquals(TestMedia.hashname("s"), notify.command().info("hashname"));
                assertEquals(
                        server.await("publish", publisher.client).text("connectionID"),
                        notify.command().info("publisher"));
                assertEquals(Double.NEGATIVE_INFINITY, notify.command().info().get("priority"));
            }
        }
    }

    @Test
    void whoPlaysAHashNeverLearnsTheName() throws Exception {
        try (var publisher = Publisher.of("hash");
                var viewer = connected("hash")) {
            viewer.play(TestMedia.hashname("s") + "?asis");
            var notify = viewer.awaitStatus(PUBLISH_NOTIFY);
            assertEquals(TestMedia.hashname("s"), notify.info("detail"));
            publisher.sendAt(5000, TestMedia.keyframe(1));
            assertEquals(5000, awaitNumber(viewer, 1).timestamp());
        }
    }

    @Test
    void aLateJoinerGetsTheCachesAndWaitsForTheNextKeyframe() throws Exception {
        try (var publisher = Publisher.of("late");
                var viewer = connected("late")) {
            publisher.client.data(publisher.streamId, 0, "@setDataFrame", "onMetaData", "x");
            publisher.send(
                    TestMedia.AVC_INIT,
                    TestMedia.AAC_INIT,
                    TestMedia.keyframe(1),
                    TestMedia.audio(2),
                    TestMedia.interframe(3));
            var first = joined(viewer, "s");
            publisher.sendAt(200, TestMedia.interframe(4));
            publisher.sendAt(240, TestMedia.keyframe(5));
            publisher.sendAt(280, TestMedia.interframe(6));
            var seen = viewer.take("frame 6", m -> isNumber(m, 6)).stream()
                    .map(m -> m.payload().toHex())
                    .toList();
            assertTrue(first.isStatus(PUBLISH_NOTIFY), first::toString);
            var expected = List.of(
                            Amf0.write("onMetaData", "x"),
                            TestMedia.AAC_INIT,
                            TestMedia.AVC_INIT,
                            TestMedia.keyframe(1),
                            TestMedia.AVC_END,
                            TestMedia.keyframe(5),
                            TestMedia.interframe(6))
                    .stream()
                    .map(Bytes::toHex)
                    .toList();
            assertEquals(expected, seen);
        }
    }

    @Test
    void whoJoinsRightAfterAKeyframeGoesOn() throws Exception {
        try (var publisher = Publisher.of("fresh");
                var viewer = connected("fresh")) {
            publisher.send(TestMedia.AVC_INIT, TestMedia.keyframe(1));
            joined(viewer, "s");
            publisher.sendAt(80, TestMedia.interframe(2));
            var seen = viewer.take("frame 2", m -> isNumber(m, 2)).stream()
                    .map(m -> m.payload().toHex())
                    .toList();
            var expected = List.of(TestMedia.AVC_INIT, TestMedia.keyframe(1), TestMedia.interframe(2)).stream()
                    .map(Bytes::toHex)
                    .toList();
            assertEquals(expected, seen);
        }
    }

    @Test
    void enhancedVideoIsCachedToo() throws Exception {
        var init = Bytes.ofHex("90" + "68766331" + "0102030405");
        var metadata = Bytes.ofHex("94" + "68766331" + "020009636f6c6f72496e666f05");
        var keyframe = Bytes.ofHex("91" + "68766331" + "000000" + "0a0b0c0d");
        var inter = Bytes.ofHex("a1" + "68766331" + "000000" + "0e0f");
        var fence = Bytes.ofHex("93" + "68766331" + "aabb");
        try (var publisher = Publisher.of("enhanced");
                var viewer = connected("enhanced")) {
            for (var payload : List.of(metadata, init, keyframe, inter)) {
                publisher.client.video(publisher.streamId, 0, payload);
            }
            publisher.client.fence();
            joined(viewer, "s");
            publisher.client.video(publisher.streamId, 40, inter);
            publisher.client.video(publisher.streamId, 80, keyframe);
            publisher.client.video(publisher.streamId, 120, fence);
            var seen = viewer.take("next coded frame", m -> m.payload().equals(fence)).stream()
                    .map(RtmpMessage::payload)
                    .toList();
            var end = Bytes.ofHex("92" + "68766331");
            assertEquals(List.of(metadata, init, keyframe, end, keyframe), seen.subList(0, 5), seen::toString);
        }
    }

    @Test
    void eachTrackOfAMultitrackStreamIsCached() throws Exception {
        var init0 = Bytes.ofHex("96" + "00" + AVC1 + "00" + "0101");
        var init1 = Bytes.ofHex("96" + "00" + AVC1 + "01" + "0202");
        var audio0 = Bytes.ofHex("95" + "00" + "6d703461" + "00" + "1210");
        var audio1 = Bytes.ofHex("95" + "00" + "6d703461" + "01" + "1211");
        try (var publisher = Publisher.of("multitrack");
                var viewer = connected("multitrack")) {
            publisher.client.video(publisher.streamId, 0, init0);
            publisher.client.video(publisher.streamId, 0, init1);
            publisher.client.audio(publisher.streamId, 0, audio0);
            publisher.client.audio(publisher.streamId, 0, audio1);
            publisher.client.fence();
            joined(viewer, "s");
            publisher.client.data(publisher.streamId, 0, "onCuePoint", "fence");
            publisher.client.video(publisher.streamId, 40, TestMedia.AVC_END);
            var seen = viewer.take("end", m -> m.payload().equals(TestMedia.AVC_END)).stream()
                    .filter(RtmpMessage::isMedia)
                    .map(m -> m.payload().toHex())
                    .toList();
            assertTrue(
                    seen.containsAll(List.of(init0.toHex(), init1.toHex(), audio0.toHex(), audio1.toHex())),
                    seen::toString);
        }
    }

    @Test
    void aCodecThatToleratesGapsGoesOnAfterItsKeyframe() throws Exception {
        var keyframe = Bytes.ofHex("120102030405060708");
        var inter = Bytes.ofHex("220203040506070809");
        var next = Bytes.ofHex("22030405060708090a");
        try (var publisher = Publisher.of("spark");
                var viewer = connected("spark")) {
            publisher.send(keyframe, inter);
            joined(viewer, "s");
            publisher.sendAt(80, next);
            var seen = viewer.take("next frame", m -> m.payload().equals(next)).stream()
                    .map(RtmpMessage::payload)
                    .toList();
            assertEquals(List.of(keyframe, next), seen);
        }
    }

    @Test
    void withoutACachedKeyframeVideoWaitsForOneAudioDoesNot() throws Exception {
        try (var publisher = Publisher.of("nokey");
                var viewer = connected("nokey")) {
            publisher.send(TestMedia.AVC_INIT, TestMedia.interframe(1));
            joined(viewer, "s");
            publisher.sendAt(80, TestMedia.interframe(2));
            publisher.sendAt(90, TestMedia.audio(3));
            publisher.sendAt(120, TestMedia.keyframe(4));
            var numbers = codedNumbers(viewer.take("frame 4", m -> isNumber(m, 4)));
            assertEquals(List.of(3, 4), numbers.stream().sorted().toList());
        }
    }

    @Test
    void pauseStopsMediaUntilResumedAtAKeyframe() throws Exception {
        try (var publisher = Publisher.of("pause");
                var viewer = connected("pause")) {
            var streamId = viewer.play("s");
            viewer.awaitStatus(PUBLISH_NOTIFY);
            publisher.sendAt(0, TestMedia.keyframe(1));
            awaitNumber(viewer, 1);
            viewer.command(streamId, "pause", true, 0.0);
            viewer.awaitStatus("NetStream.Pause.Notify");
            server.await("pause", viewer);
            publisher.sendAt(40, TestMedia.interframe(2));
            publisher.sendAt(50, TestMedia.audio(3));
            publisher.sendAt(60, TestMedia.AVC_INIT);
            var whilePaused = viewer.take("init", m -> m.payload().equals(TestMedia.AVC_INIT));
            assertEquals(List.of(), codedNumbers(whilePaused), "only the init flows");
            viewer.command(streamId, "pause", false, 7000.0);
            server.await("unpause", viewer);
            publisher.sendAt(80, TestMedia.interframe(4));
            publisher.sendAt(120, TestMedia.keyframe(5));
            publisher.sendAt(160, TestMedia.interframe(6));
            var after = viewer.take("frame 6", m -> isNumber(m, 6));
            assertEquals(List.of(5, 6), codedNumbers(after));
            var statuses = after.stream().filter(RtmpMessage::isCommand).toList();
            assertEquals(1, statuses.size());
            assertTrue(statuses.getFirst().isStatus("NetStream.Unpause.Notify"));
            var resumedAt = after.stream()
                    .filter(TestMedia::isKeyframe)
                    .findFirst()
                    .orElseThrow()
                    .timestamp();
            assertTrue(resumedAt >= 7000 && resumedAt <= 7080, () -> "resumed at " + resumedAt);
        }
    }

    @Test
    void receiveVideoAndReceiveAudioMute() throws Exception {
        try (var publisher = Publisher.of("receive");
                var viewer = connected("receive")) {
            var streamId = viewer.play("s");
            viewer.awaitStatus(PUBLISH_NOTIFY);
            viewer.command(streamId, "receiveVideo", false);
            server.await("receiveVideo,mute", viewer);
            publisher.sendAt(0, TestMedia.keyframe(1));
            publisher.sendAt(10, TestMedia.audio(2));
            assertEquals(List.of(2), codedNumbers(viewer.take("audio", m -> isNumber(m, 2))));
            viewer.command(streamId, "receiveAudio", false);
            server.await("receiveAudio,mute", viewer);
            viewer.command(streamId, "receiveVideo", true);
            server.await("receiveVideo,unmute", viewer);
            publisher.sendAt(40, TestMedia.interframe(3));
            publisher.sendAt(50, TestMedia.audio(4));
            publisher.sendAt(80, TestMedia.keyframe(5));
            assertEquals(List.of(5), codedNumbers(viewer.take("keyframe", m -> isNumber(m, 5))));
            viewer.command(streamId, "receiveAudio", true);
            server.await("receiveAudio,unmute", viewer);
            publisher.sendAt(90, TestMedia.audio(6));
            assertEquals(List.of(6), codedNumbers(viewer.take("audio", m -> isNumber(m, 6))));
        }
    }

    @Test
    void closeStreamAndAnEmptyPlayEndPlaying() throws Exception {
        try (var publisher = Publisher.of("stop");
                var viewer = connected("stop")) {
            var streamId = viewer.createStream();
            for (var ending : List.of("closeStream", "play")) {
                viewer.command(streamId, "play", "s");
                viewer.awaitStatus(PUBLISH_NOTIFY);
                viewer.command(streamId, ending);
                viewer.fence();
                publisher.sendAt(0, TestMedia.keyframe(1));
                publisher.client.fence();
                viewer.command(0, "createStream");
                var next = viewer.next();
                assertTrue(next.isCommand("_result"), () -> "after " + ending + " came " + next);
            }
            var closed = server.await("unplay", viewer);
            assertEquals("s", closed.text("name"));
        }
    }

    @Test
    void playAgainIsAnotherSubscription() throws Exception {
        try (var publisher = Publisher.of("again");
                var viewer = connected("again")) {
            var streamId = viewer.play("absent");
            viewer.command(streamId, "play", "s");
            viewer.awaitStatus("NetStream.Play.Start");
            viewer.awaitStatus(PUBLISH_NOTIFY);
            publisher.sendAt(0, TestMedia.keyframe(1));
            awaitNumber(viewer, 1);
            server.await("unplay", viewer);
        }
    }

    @Test
    void oneClientPlaysSeveralStreams() throws Exception {
        try (var client = connected("several")) {
            var one = client.publish("one");
            var two = client.publish("two");
            var playOne = client.play("one");
            client.awaitStatus(PUBLISH_NOTIFY);
            var playTwo = client.play("two");
            client.awaitStatus(PUBLISH_NOTIFY);
            client.video(one, 0, TestMedia.keyframe(1));
            assertEquals(playOne, awaitNumber(client, 1).streamId());
            client.video(two, 0, TestMedia.keyframe(2));
            assertEquals(playTwo, awaitNumber(client, 2).streamId());
        }
    }

    @Test
    void aMessageOfTheLargestSizeArrivesWhole() throws Exception {
        try (var publisher = Publisher.of("large");
                var viewer = connected("large")) {
            viewer.play("s");
            viewer.awaitStatus(PUBLISH_NOTIFY);
            var large = TestMedia.video(0x17, 1, (1 << 24) - 1 - 9);
            publisher.sendAt(0, large);
            var received = awaitNumber(viewer, 1);
            assertEquals(large.length(), received.payload().length());
            assertEquals(large, received.payload());
        }
    }

    private static RtmpClient connected(String app) throws Exception {
        return RtmpClient.connected(server.port(), app);
    }

    /** Plays and waits for `PublishNotify`. */
    private static RtmpMessage joined(RtmpClient viewer, String name) throws Exception {
        viewer.play(name);
        return viewer.await(PUBLISH_NOTIFY, m -> m.isStatus(PUBLISH_NOTIFY));
    }

    private static boolean isNumber(RtmpMessage message, int number) {
        return TestMedia.isCoded(message) && TestMedia.number(message) == number;
    }

    private static RtmpMessage awaitNumber(RtmpClient viewer, int number) throws Exception {
        return viewer.await("frame " + number, m -> isNumber(m, number));
    }

    private static List<Integer> codedNumbers(List<RtmpMessage> messages) {
        return messages.stream()
                .filter(TestMedia::isCoded)
                .map(TestMedia::number)
                .toList();
    }
}
