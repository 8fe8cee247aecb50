package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tcserver.testing.Amf0;
import org.tcserver.testing.AmfCommand;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.RtmpMessage;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.TestMedia;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;

/** Tests {@code publish}, its refusals, preemption, {@code releaseStream} and data keyframes over raw sockets. */
class RtmpPublishIT {
    private static final String BAD_NAME = "NetStream.Publish.BadName";
    private static final String START = "NetStream.Publish.Start";
    private static final String UNPUBLISH_NOTIFY = "NetStream.Play.UnpublishNotify";
    private static final String PUBLISH_NOTIFY = "NetStream.Play.PublishNotify";

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

    @Test
    void publishStartTellsNameHashAndPriority() throws Exception {
        try (var publisher = connected("start")) {
            var status = publishAnswer(publisher, "foo?x=y");
            assertEquals(START, status.code());
            assertEquals("status", status.info("level"));
            assertEquals("foo", status.info("detail"));
            assertEquals(TestMedia.hashname("foo"), status.info("hashname"));
            assertEquals(Double.NEGATIVE_INFINITY, status.info().get("priority"));
            var event = server.await("publish", publisher);
            assertEquals("foo", event.text("name"));
            assertEquals("x=y", event.text("query"));
            assertEquals(TestMedia.hashname("foo"), event.text("hashname"));
            assertEquals(1, event.number("streamID"));
        }
    }

    @Test
    void prioritiesAreCappedAtZero() throws Exception {
        try (var publisher = connected("cap")) {
            assertEquals(0.0, publishAnswer(publisher, "a?priority=5").info().get("priority"));
            assertEquals(
                    -1.5,
                    publishAnswer(publisher, "b?x;priority=3&priority=-1.5")
                            .info()
                            .get("priority"));
            assertEquals(
                    Double.NEGATIVE_INFINITY,
                    publishAnswer(publisher, "c?priority=high").info().get("priority"));
        }
    }

    @Test
    void someNamesAreRefused() throws Exception {
        try (var publisher = connected("names")) {
            for (var name : List.of(TestMedia.hashname("foo"), "asis:foo")) {
                var status = publishAnswer(publisher, name);
                assertEquals(BAD_NAME, status.code());
                assertEquals("error", status.info("level"));
            }
            server.await("publish-reject", publisher);
            publisher.fence();
        }
    }

    @Test
    void amongEqualPrioritiesTheFirstKeepsTheName() throws Exception {
        try (var first = connected("equal");
                var second = connected("equal")) {
            first.publish("s");
            var status = publishAnswer(second, "s");
            assertEquals(BAD_NAME, status.code());
            assertEquals("error", status.info("level"));
            var event = server.await("publish-reject", second);
            assertEquals("s", event.text("name"));
            first.command(0, "createStream");
            assertTrue(first.next().isCommand("_result"), "the first publisher hears nothing of it");
        }
    }

    @Test
    void aHigherPriorityTakesOver() throws Exception {
        try (var first = connected("preempt");
                var second = connected("preempt");
                var viewer = connected("preempt")) {
            var firstStream = first.publish("s?priority=-5");
            viewer.play("s");
            assertEquals(-5.0, viewer.awaitStatus(PUBLISH_NOTIFY).info().get("priority"));
            assertEquals(START, publishAnswer(second, "s?priority=-4").code());
            var lost = first.awaitStatus(BAD_NAME);
            assertEquals("s", lost.info("detail"));
            assertEquals(TestMedia.hashname("s"), lost.info("hashname"));
            viewer.awaitStatus(UNPUBLISH_NOTIFY);
            assertEquals(-4.0, viewer.awaitStatus(PUBLISH_NOTIFY).info().get("priority"));
            server.await("unpublish", first);
            first.video(firstStream, 0, TestMedia.keyframe(1));
            first.fence();
            second.video(1, 0, TestMedia.keyframe(2));
            assertEquals(2, TestMedia.number(viewer.await("video", RtmpMessage::isMedia)));
        }
    }

    @Test
    void aLowerPriorityDoesNotTakeOver() throws Exception {
        try (var first = connected("lower");
                var second = connected("lower")) {
            first.publish("s?priority=-4");
            assertEquals(BAD_NAME, publishAnswer(second, "s?priority=-5").code());
            assertEquals(BAD_NAME, publishAnswer(second, "s").code());
        }
    }

    @Test
    void theSameNameInAnotherAppIsAnotherStream() throws Exception {
        try (var first = connected("appOne");
                var second = connected("appTwo")) {
            first.publish("s");
            second.publish("s");
        }
    }

    @Test
    void releaseStreamEndsAPublishOfLowerPriority() throws Exception {
        try (var stuck = connected("release");
                var other = connected("release");
                var viewer = connected("release")) {
            stuck.publish("s");
            viewer.play("s");
            viewer.awaitStatus(PUBLISH_NOTIFY);
            assertEquals("_result", other.call("releaseStream", "s").name());
            var lost = stuck.awaitStatus(BAD_NAME);
            assertEquals("s", lost.info("detail"));
            assertEquals(TestMedia.hashname("s"), lost.info("hashname"));
            viewer.awaitStatus(UNPUBLISH_NOTIFY);
            var event = server.await("releaseStream", other);
            assertEquals("s", event.text("name"));
            assertEquals(TestMedia.hashname("s"), event.text("hashname"));
            other.publish("s");
        }
    }

    @Test
    void releaseStreamSparesWhatItMayNotEnd() throws Exception {
        try (var strong = connected("spare");
                var other = connected("spare")) {
            strong.publish("strong?priority=0");
            strong.publish("weak");
            other.call("releaseStream", "strong");
            other.call("releaseStream", "absent");
            other.call("releaseStream", TestMedia.hashname("weak"));
            other.call("releaseStream", "weak?x=y");
            strong.command(0, "createStream");
            assertTrue(strong.next().isCommand("_result"), "no BadName before");
        }
    }

    @Test
    void unpublishedByAnEmptyNameCloseStreamDeleteStreamOrAnotherPublish() throws Exception {
        try (var viewer = connected("unpublish");
                var publisher = connected("unpublish")) {
            viewer.play("s");
            var streamId = publisher.createStream();
            var endings = List.<Ending>of(
                    () -> publisher.command(streamId, "closeStream"),
                    () -> publisher.command(streamId, "publish", ""),
                    () -> publisher.command(streamId, "publish"),
                    () -> publisher.command(streamId, "publish", "another"),
                    () -> publisher.command(streamId, "play", "something"),
                    () -> publisher.command(0, "deleteStream", (double) streamId));
            for (var ending : endings) {
                publisher.command(streamId, "publish", "s");
                publisher.awaitStatus(START);
                var notify = viewer.awaitStatus(PUBLISH_NOTIFY);
                assertEquals("s", notify.info("detail"));
                ending.end();
                var end = viewer.awaitStatus(UNPUBLISH_NOTIFY);
                assertEquals("s", end.info("detail"));
                assertEquals(TestMedia.hashname("s"), end.info("hashname"));
            }
        }
    }

    @FunctionalInterface
    private interface Ending {
        void end() throws Exception;
    }

    @Test
    void aVanishedPublisherFreesItsNameAtOnce() throws Exception {
        try (var viewer = connected("vanish");
                var publisher = connected("vanish")) {
            publisher.publish("s");
            viewer.play("s");
            viewer.awaitStatus(PUBLISH_NOTIFY);
            publisher.reset();
            viewer.awaitStatus(UNPUBLISH_NOTIFY);
            try (var next = connected("vanish")) {
                next.publish("s");
                viewer.awaitStatus(PUBLISH_NOTIFY);
            }
        }
    }

    @Test
    void mediaOnAStreamThatIsNotPublishingIsIgnored() throws Exception {
        try (var client = connected("ignored")) {
            var streamId = client.createStream();
            client.video(streamId, 0, TestMedia.keyframe(1));
            client.audio(streamId, 0, TestMedia.audio(1));
            client.data(streamId, 0, "@setDataFrame", "onMetaData", "x");
            client.fence();
        }
    }

    @Test
    void dataKeyframesReachThoseWhoPlayAndThoseWhoComeLater() throws Exception {
        try (var publisher = connected("data");
                var early = connected("data")) {
            var streamId = publisher.publish("s");
            early.play("s");
            early.awaitStatus(PUBLISH_NOTIFY);
            publisher.data(streamId, 0, "@setDataFrame", "onMetaData", "first");
            publisher.data(streamId, 0, "@setDataFrame", "onMetaData", "second");
            publisher.data(streamId, 0, "@setDataFrame", "onOther", 5.0);
            publisher.data(streamId, 0, "@setDataFrame", "onGone", true);
            publisher.data(streamId, 0, "@clearDataFrame", "onGone");
            publisher.data(streamId, 0, "onCuePoint", "once");
            var seen = early.take("cue point", m -> m.isData("onCuePoint")).stream()
                    .filter(m -> m.type() == RtmpMessage.DATA)
                    .map(m -> m.payload().toHex())
                    .toList();
            var metaData = Amf0.write("onMetaData", "second").toHex();
            var other = Amf0.write("onOther", 5.0).toHex();
            assertEquals(5, seen.size(), "each set and the cue point, no clear");
            assertEquals(List.of(metaData, other), seen.subList(1, 3));
            try (var late = connected("data")) {
                late.play("s");
                late.awaitStatus(PUBLISH_NOTIFY);
                publisher.data(streamId, 0, "onCuePoint", "fence");
                var cached = late.take("cue point", m -> m.isData("onCuePoint")).stream()
                        .map(m -> m.payload().toHex())
                        .collect(Collectors.toSet());
                cached.remove(Amf0.write("onCuePoint", "fence").toHex());
                assertEquals(Set.of(metaData, other), cached);
            }
        }
    }

    @Test
    void dataKeyframesEndWithThePublish() throws Exception {
        try (var publisher = connected("dropped");
                var viewer = connected("dropped")) {
            var streamId = publisher.publish("s");
            publisher.data(streamId, 0, "@setDataFrame", "onMetaData", "old");
            publisher.command(streamId, "closeStream");
            publisher.publish("s");
            viewer.play("s");
            viewer.awaitStatus(PUBLISH_NOTIFY);
            publisher.data(2, 0, "onCuePoint", "fence");
            var seen = viewer.take("cue point", m -> m.isData("onCuePoint"));
            assertEquals(1, seen.size(), seen::toString);
        }
    }

    @Test
    void anAggregateIsSplit() throws Exception {
        try (var publisher = connected("aggregate");
                var viewer = connected("aggregate")) {
            var streamId = publisher.publish("s");
            viewer.play("s?asis");
            viewer.awaitStatus(PUBLISH_NOTIFY);
            var aggregate = new ByteWriter();
            subMessage(aggregate, RtmpMessage.VIDEO, 1000, TestMedia.keyframe(1));
            subMessage(aggregate, RtmpMessage.AUDIO, 1010, TestMedia.audio(2));
            subMessage(aggregate, RtmpMessage.VIDEO, 1040, TestMedia.interframe(3));
            publisher.send(6, streamId, RtmpMessage.AGGREGATE, 5000, aggregate.toBytes());
            var media = viewer.take("last part", m -> m.isMedia() && TestMedia.number(m) == 3).stream()
                    .filter(RtmpMessage::isMedia)
                    .sorted(Comparator.comparingLong(RtmpMessage::timestamp))
                    .toList();
            assertEquals(
                    List.of(5000L, 5010L, 5040L),
                    media.stream().map(RtmpMessage::timestamp).toList());
            assertEquals(List.of(1, 2, 3), media.stream().map(TestMedia::number).toList());
        }
    }

    private static void subMessage(ByteWriter out, int type, int timestamp, Bytes payload) {
        out.u8(type).u24(payload.length()).u24(timestamp).u8(0).u24(0).bytes(payload);
        out.u32(payload.length() + 11);
    }

    @Test
    void strangeMediaDoesNotEndAConnection() throws Exception {
        try (var publisher = connected("strange");
                var viewer = connected("strange")) {
            var streamId = publisher.publish("s");
            viewer.play("s");
            viewer.awaitStatus(PUBLISH_NOTIFY);
            var strange =
                    List.of("", "00", "1f", "ff", "92", "f0", "9f7878", "29", "2b000000", "a7", "806a756e6b00", "d6");
            for (var hex : strange) {
                publisher.video(streamId, 0, Bytes.ofHex(hex));
                publisher.audio(streamId, 0, Bytes.ofHex(hex));
                publisher.send(5, streamId, RtmpMessage.DATA, 0, Bytes.ofHex(hex));
                publisher.send(5, streamId, RtmpMessage.DATA_AMF3, 0, Bytes.ofHex(hex));
            }
            publisher.data(streamId, 0, "onCuePoint", "fence");
            viewer.await("cue point", m -> m.isData("onCuePoint"));
            publisher.fence();
        }
    }

    @Test
    void anUnpublishTellsItsDuration() throws Exception {
        RtmpClient client;
        try (var publisher = connected("duration")) {
            client = publisher;
            var streamId = publisher.publish("s");
            publisher.video(streamId, 0, TestMedia.keyframe(1));
            publisher.command(streamId, "closeStream");
            publisher.fence();
            var event = server.await("unpublish", publisher);
            assertFalse(Double.isNaN(event.number("duration")), event::line);
        }
        var close = server.await("close", client);
        assertEquals(1, close.number("publishes"), close::line);
    }

    private static RtmpClient connected(String app) throws Exception {
        return RtmpClient.connected(server.port(), app);
    }

    private static AmfCommand publishAnswer(RtmpClient client, String name) throws Exception {
        var streamId = client.createStream();
        client.command(streamId, "publish", name, "live");
        return client.await("answer to publish", m -> m.streamId() == streamId && m.isCommand("onStatus"))
                .command();
    }
}
