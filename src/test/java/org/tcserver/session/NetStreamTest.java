package org.tcserver.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.amf.AmfObject;
import org.tcserver.amf.AmfValue;
import org.tcserver.tc.MessageType;
import org.tcserver.tc.TcMessage;
import org.tcserver.tc.WireText;

class NetStreamTest {
    private static final String FOO_HASH = "sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";
    private static final String PUBLISH_START = "1: onStatus 0 null NetStream.Publish.Start";
    private static final String BAD_NAME = "1: onStatus 0 null NetStream.Publish.BadName";
    private static final String STREAM_BEGIN = "0: type 4 000000000001";
    private static final String RESET = "1: onStatus 0 null NetStream.Play.Reset";
    private static final String START = "1: onStatus 0 null NetStream.Play.Start";
    private static final String SAMPLE_ACCESS = "1: |RtmpSampleAccess true true";
    private static final String PUBLISH_NOTIFY = "1: onStatus 0 null NetStream.Play.PublishNotify";
    private static final String UNPUBLISH_NOTIFY = "1: onStatus 0 null NetStream.Play.UnpublishNotify";

    private final TestServer server = new TestServer(TestServer.OPEN);
    private TestClient one;
    private TestClient two;

    @BeforeEach
    void connect() throws Exception {
        one = server.connected("live");
        one.createStream();
        two = server.connected("live");
        two.createStream();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void publishes() throws Exception {
        one.publish(1, "foo");
        one.assertHeard("1: onStatus 0 null {level=status, code=NetStream.Publish.Start, detail=foo, hashname="
                + FOO_HASH + ", description=publishing, priority=-Infinity}");
        var event = server.events("publish").getFirst();
        assertTrue(event.contains("\"hashname\":\"" + FOO_HASH + "\",\"name\":\"foo\""), event);
        assertTrue(event.contains("\"state\":\"publishing\",\"streamID\":1"), event);
    }

    @Test
    void publishesWithPriorityUpToTheLimit() throws Exception {
        one.publish(1, "foo?priority=-1");
        assertTrue(one.heard().getFirst().contains("detail=foo,"));
        two.publish(1, "foo?priority=3");
        assertTrue(two.heard().getFirst().contains("priority=0}"));
        one.assertHeardCodes(BAD_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256:abc", "asis:foo", FOO_HASH})
    void refusesReservedNames(String name) throws Exception {
        one.publish(1, name);
        one.assertHeard(
                "1: onStatus 0 null {level=error, code=NetStream.Publish.BadName," + " description=publish error}");
        var event = server.events("publish-reject").getFirst();
        assertTrue(event.contains("\"name\":\"" + name + "\""), event);
        assertTrue(event.contains("\"streamID\":1"), event);
    }

    @Test
    void refusesWhatIsPublishedAlready() throws Exception {
        one.publish(1, "foo?priority=-2");
        two.publish(1, "foo?priority=-2");
        two.assertHeardCodes(BAD_NAME);
        two.publish(1, "foo");
        two.assertHeardCodes(BAD_NAME);
        two.publish(1, "bar");
        two.assertHeardCodes(PUBLISH_START);
    }

    /** A publisher that is preempted learns it, and its stream is idle then. */
    @Test
    void preempts() throws Exception {
        one.publish(1, "foo");
        one.heard();
        two.publish(1, "foo?priority=-1");
        two.assertHeardCodes(PUBLISH_START);
        one.connection.runTasks();
        var told = one.heard();
        assertEquals(1, told.size());
        assertTrue(told.getFirst().contains("code=NetStream.Publish.BadName, detail=foo, hashname=" + FOO_HASH));
        one.publish(1, "bar");
        one.assertHeardCodes(PUBLISH_START);
        assertEquals(
                List.of("publish", "unpublish", "publish", "publish"),
                server.eventTypes().stream()
                        .filter(type -> type.endsWith("publish"))
                        .toList());
    }

    /** A log reader must not mistake the end of the old publication for that of the new one. */
    @Test
    void theLogHasTheEndOfWhatIsTakenAwayBeforeWhatCameInItsPlace() throws Exception {
        one.publish(1, "foo");
        two.publish(1, "foo?priority=-1");
        one.command(1, "closeStream", 0);
        one.connection.runTasks();
        var events = server.events().stream()
                .filter(event -> event.contains("publish\",\"address"))
                .toList();
        assertEquals(3, events.size(), events::toString);
        assertTrue(events.get(1).contains("\"@type\":\"unpublish\""), events::toString);
        assertTrue(events.get(2).contains("\"query\":\"priority=-1\""), events::toString);
    }

    /** A late notice of an earlier preemption does not end a newer publication. */
    @Test
    void theEndOfAnEarlierPublishDoesNotEndALaterOne() throws Exception {
        one.publish(1, "foo");
        two.publish(1, "foo?priority=-1");
        one.publish(1, "bar");
        one.heard();
        one.connection.runTasks();
        two.play(1, "bar");
        assertTrue(two.heardCodes().contains(PUBLISH_NOTIFY));
        assertTrue(server.events("unpublish").stream().allMatch(event -> event.contains("\"name\":\"foo\"")));
        assertEquals(2, server.events("unpublish").size());
    }

    @Test
    void releases() throws Exception {
        one.publish(1, "foo");
        one.heard();
        two.command(0, "releaseStream", 0, AmfValue.of("foo?x"));
        one.assertHeard();
        two.command(0, "releaseStream", 0, AmfValue.of("foo"));
        one.assertHeardCodes(BAD_NAME);
        one.connection.runTasks();
        two.publish(1, "foo");
        two.assertHeardCodes(PUBLISH_START);
        assertEquals(1, server.events("unpublish").size());
    }

    @Test
    void numberOfPublishesIsLimited() throws Exception {
        var userName = "pub=1;name=mike";
        try (var locked = new TestServer(TestServer.LOCKED)) {
            var client = locked.open();
            client.connect(
                    AmfObject.builder().member("app", "live").build(),
                    AmfValue.of(userName),
                    AmfValue.of(AuthToken.of(TestServer.KEY, userName + "@live")));
            client.createStream();
            client.createStream();
            client.heard();
            client.publish(1, "foo");
            client.publish(2, "bar");
            client.assertHeardCodes(PUBLISH_START, "2: onStatus 0 null NetStream.Publish.BadName");
            client.publish(1, "baz");
            client.assertHeardCodes(PUBLISH_START);
            client.command(1, "closeStream", 0);
            client.publish(2, "bar");
            client.assertHeardCodes("2: onStatus 0 null NetStream.Publish.Start");
        }
    }

    /** The order that players rely on: no status comes before these. */
    @Test
    void plays() throws Exception {
        one.play(1, "foo?asis");
        one.assertHeard(
                STREAM_BEGIN,
                "1: onStatus 0 null {level=status, code=NetStream.Play.Reset, detail=foo, hashname=" + FOO_HASH
                        + ", description=Reset}",
                "1: onStatus 0 null {level=status, code=NetStream.Play.Start, detail=foo, hashname=" + FOO_HASH
                        + ", description=Subscribe}",
                SAMPLE_ACCESS);
        var event = server.events("play").getFirst();
        assertTrue(event.contains("\"query\":\"asis\",\"state\":\"playing\",\"streamID\":1"), event);
    }

    @Test
    void playsWhatIsBeingPublished() throws Exception {
        one.publish(1, "foo");
        one.message(1, MessageType.DATA_AMF0, "02 000d '@setDataFrame' 02 000a 'onMetaData' 05");
        two.play(1, FOO_HASH);
        two.assertHeardCodes(STREAM_BEGIN, RESET, START, SAMPLE_ACCESS, PUBLISH_NOTIFY, "1: onMetaData null");
    }

    @Test
    void forwardsMediaAndDataInBothEncodings() throws Exception {
        one.publish(1, "foo");
        two.play(1, "foo");
        two.heard();
        one.message(1, MessageType.DATA_AMF0, "02 0001 'a' 05");
        one.message(1, MessageType.DATA_AMF3, "00 02 0001 'b' 11 06 03 'c'");
        one.message(1, MessageType.DATA_AMF3, "01 02 0001 'x'");
        one.message(1, MessageType.VIDEO, "17 00 000000 01");
        one.message(1, MessageType.AUDIO, "af 00 12");
        two.assertHeard("1: a null", "1: b c", "1: type 9 170000000001", "1: type 8 af0012");
    }

    @Test
    void mediaWithoutPublishIsIgnored() throws Exception {
        one.message(1, MessageType.VIDEO, "17 00 000000 01");
        one.message(5, MessageType.AUDIO, "af 00 12");
        one.play(1, "foo");
        one.message(1, MessageType.DATA_AMF0, "02 0001 'a' 05");
        one.message(1, 3, "00000000");
        assertFalse(one.connection.isClosed());
    }

    @Test
    void lateMessagesCountOnlyIfTheyAreNeeded() throws Exception {
        one.publish(1, "foo");
        two.play(1, "foo");
        two.heard();
        late(MessageType.VIDEO, "27 01 000000 01");
        late(MessageType.AUDIO, "af 01 12");
        two.assertHeard();
        late(MessageType.VIDEO, "17 00 000000 01");
        late(MessageType.AUDIO, "af 00 12");
        late(MessageType.DATA_AMF0, "02 0001 'a'");
        two.assertHeard("1: type 9 170000000001", "1: type 8 af0012", "1: a");
    }

    private void late(int type, String payload) throws Exception {
        one.handler.lateMessage(1, new TcMessage(type, 0, WireText.bytes(payload)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"publish", "play"})
    void withoutANameAPublicationJustEnds(String command) throws Exception {
        one.publish(1, "foo");
        two.play(1, "foo");
        two.heard();
        one.command(1, command, 0, AmfValue.of(""));
        two.assertHeardCodes(UNPUBLISH_NOTIFY);
        one.publish(1, "foo");
        two.heard();
        one.command(1, command, 0);
        two.assertHeardCodes(UNPUBLISH_NOTIFY);
        one.publish(1, "foo");
        two.heard();
        one.heard();
        one.command(1, command, 0, AmfValue.of(5));
        two.assertHeardCodes(UNPUBLISH_NOTIFY);
        one.assertHeard();
        assertEquals(3, server.events("unpublish").size());
    }

    @Test
    void publishAndPlayEndWhatTheStreamDid() throws Exception {
        one.publish(1, "foo");
        one.publish(1, "bar");
        one.play(1, "foo");
        one.play(1, "bar");
        one.publish(1, "foo");
        one.command(1, "closeStream", 0);
        one.command(1, "closeStream", 0);
        assertEquals(
                List.of(
                        "publish",
                        "unpublish",
                        "publish",
                        "unpublish",
                        "play",
                        "unplay",
                        "play",
                        "unplay",
                        "publish",
                        "unpublish"),
                server.eventTypes().stream()
                        .filter(type -> type.endsWith("publish") || type.endsWith("play"))
                        .toList());
    }

    @Test
    void pausesAndResumes() throws Exception {
        one.publish(1, "foo");
        two.play(1, "foo");
        two.heard();
        two.command(1, "pause", 0, AmfValue.of(true), AmfValue.of(1000));
        two.assertHeard("1: onStatus 0 null {level=status, code=NetStream.Pause.Notify, detail=foo, hashname="
                + FOO_HASH + ", description=paused}");
        one.message(1, MessageType.AUDIO, "af 01 12");
        two.assertHeard();
        two.command(1, "pause", 0, AmfValue.of(false));
        one.message(1, MessageType.AUDIO, "af 01 13");
        two.assertHeard(
                "1: onStatus 0 null {level=status, code=NetStream.Unpause.Notify, detail=foo, hashname=" + FOO_HASH
                        + ", description=resumed}",
                "1: type 8 af0113");
        two.command(1, "pause", 0, AmfValue.of(false), AmfValue.of(5000));
        one.message(1, MessageType.AUDIO, "af 01 14");
        assertEquals(5000, two.connection.sent.getLast().timestamp());
        two.command(1, "pause", 0);
        assertEquals(1, server.events("pause").size());
        assertEquals(1, server.events("unpause").size());
    }

    @Test
    void mutesAudioAndVideo() throws Exception {
        one.publish(1, "foo");
        two.play(1, "foo");
        two.command(1, "receiveAudio", 0, AmfValue.of(false));
        two.command(1, "receiveVideo", 0, AmfValue.of(false));
        two.heard();
        one.message(1, MessageType.AUDIO, "af 01 12");
        one.message(1, MessageType.VIDEO, "17 01 000000 01");
        two.assertHeard();
        two.command(1, "receiveAudio", 0, AmfValue.of(true));
        two.command(1, "receiveVideo", 0, AmfValue.of(25));
        one.message(1, MessageType.AUDIO, "af 01 12");
        one.message(1, MessageType.VIDEO, "27 01 000000 01");
        one.message(1, MessageType.VIDEO, "17 01 000000 01");
        two.assertHeard("1: type 8 af0112", "1: type 9 170100000001");
        assertEquals(
                List.of("receiveAudio,mute", "receiveVideo,mute", "receiveAudio,unmute", "receiveVideo,unmute"),
                server.eventTypes().stream()
                        .filter(type -> type.startsWith("receive"))
                        .toList());
    }

    @Test
    void playerCommandsOfAnIdleStreamAreIgnored() throws Exception {
        one.command(1, "pause", 0, AmfValue.of(true));
        one.command(1, "receiveAudio", 0, AmfValue.of(false));
        one.command(1, "receiveVideo", 0, AmfValue.of(false));
        one.assertHeard();
    }

    @Test
    void congestedOnlyIfEveryPublishIs() throws Exception {
        assertFalse(one.handler.isCongested(0));
        one.createStream();
        one.publish(1, "foo");
        one.publish(2, "bar");
        two.play(1, "foo");
        two.connection.room = false;
        assertFalse(one.handler.isCongested(0));
        one.command(2, "closeStream", 0);
        assertTrue(one.handler.isCongested(0));
        two.connection.room = true;
        assertFalse(one.handler.isCongested(0));
    }

    @Test
    void streamMustHaveBeenCreated() {
        var error = assertThrows(ProtocolException.class, () -> one.play(2, "foo"));
        assertEquals("stream-not-created", error.getMessage());
        assertThrows(ProtocolException.class, () -> one.command(2, "closeStream", 0));
    }
}
