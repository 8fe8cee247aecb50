package org.tcserver.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tcserver.amf.AmfObject;
import org.tcserver.amf.AmfValue;

/** Commands on a stream that change nothing are answered, too. */
class NetStreamAnswersTest {
    private static final String FOO_HASH = "sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";
    private static final String PUBLISH_START = "1: onStatus 0 null NetStream.Publish.Start";
    private static final String BAD_NAME = "1: onStatus 0 null NetStream.Publish.BadName";

    private final TestServer server = new TestServer(TestServer.OPEN);
    private TestClient one;

    @BeforeEach
    void connect() throws Exception {
        one = server.connected("live");
        one.createStream();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** An empty name, none, and values that are no name. */
    private static List<List<AmfValue>> unusableNames() {
        return List.of(
                List.of(AmfValue.of("")),
                List.of(AmfValue.of("?priority=1")),
                List.of(AmfValue.NULL),
                List.of(AmfValue.UNDEFINED),
                List.of(AmfValue.of(5)),
                List.of(AmfObject.builder().member("name", "foo").build()),
                List.of());
    }

    private void command(String name, List<AmfValue> arguments) throws Exception {
        one.command(1, name, 5, arguments.toArray(AmfValue[]::new));
    }

    @Test
    void refusesToPublishWithoutAName() throws Exception {
        for (var arguments : unusableNames()) {
            command("publish", arguments);
            one.assertHeard("1: onStatus 0 null {level=error, code=NetStream.Publish.BadName,"
                    + " description=a stream name is required}");
        }
        one.publish(1, "foo");
        one.assertHeardCodes(PUBLISH_START);
        var rejects = server.events("publish-reject");
        assertEquals(unusableNames().size(), rejects.size());
        assertTrue(rejects.getFirst().contains("\"name\":\"\""), rejects::toString);
    }

    @Test
    void refusesToPlayWithoutAName() throws Exception {
        for (var arguments : unusableNames()) {
            command("play", arguments);
            one.assertHeard("1: onStatus 0 null {level=error, code=NetStream.Play.Failed,"
                    + " description=a stream name is required}");
        }
        one.play(1, "foo");
        one.heard();
        command("play", List.of());
        one.assertHeardCodes("1: onStatus 0 null NetStream.Play.Failed");
        assertEquals(1, server.events("unplay").size());
    }

    /** The stream that another took is idle. */
    @Test
    void refusesToPublishWithoutANameAfterPreemption() throws Exception {
        var two = server.connected("live");
        two.createStream();
        one.publish(1, "foo");
        two.publish(1, "foo?priority=-1");
        one.connection.runTasks();
        one.heard();
        command("publish", List.of());
        one.assertHeardCodes(BAD_NAME);
    }

    /** FFmpeg drops all media from its seek to a status that says that the stream plays, and ends at one of level error. */
    @Test
    void aPlayerThatSeeksGoesOnPlaying() throws Exception {
        one.play(1, "foo?asis");
        one.heard();
        one.command(1, "seek", 5, AmfValue.of(1000));
        one.assertHeard(
                "1: onStatus 0 null {level=status, code=NetStream.Seek.Failed, description=a live stream cannot seek}",
                "1: onStatus 0 null {level=status, code=NetStream.Play.Start, detail=foo, hashname=" + FOO_HASH
                        + ", description=Subscribe}");
    }

    @Test
    void anIdleStreamCannotSeek() throws Exception {
        one.command(1, "seek", 0, AmfValue.of(0));
        one.assertHeardCodes("1: onStatus 0 null NetStream.Seek.Failed");
    }

    @Test
    void answersCommandsOfTheConnectionOnAStream() throws Exception {
        one.command(1, "createStream", 3);
        one.command(1, "releaseStream", 4, AmfValue.of("foo"));
        one.command(1, "FCPublish", 5, AmfValue.of("foo"));
        one.command(1, "FCUnpublish", 6, AmfValue.of("foo"));
        one.command(1, "getStreamLength", 7, AmfValue.of("foo"));
        one.command(1, "deleteStream", 8, AmfValue.of(2));
        one.assertHeardCodes(
                "0: _result 3 null 2",
                "0: _result 4 null undefined",
                "0: _result 5 null undefined",
                "0: onFCPublish 0 null NetStream.Publish.Start",
                "0: _result 6 null undefined",
                "0: _result 7 null 0",
                "0: _result 8 null undefined");
        assertEquals(1, server.events("deleteStream").size());
    }

    @Test
    void aStreamMayBeDeletedByACommandOnIt() throws Exception {
        one.publish(1, "foo");
        one.heard();
        one.command(1, "deleteStream", 0, AmfValue.of(1));
        one.assertHeard();
        assertThrows(ProtocolException.class, () -> one.publish(1, "foo"));
    }

    @Test
    void answersUnknownCommandsThatWantAnAnswer() throws Exception {
        one.command(1, "relay", 3, AmfValue.of(one.connection.farAddress));
        one.command(1, "fancy", 4, AmfValue.of("foo"));
        one.command(1, "fancy", 0, AmfValue.of("foo"));
        one.command(1, "_error", 5);
        one.assertHeard(
                "0: _error 3 null {level=error, code=NetConnection.Call.Failed, description=Method not found,"
                        + " detail=relay}",
                "0: _error 4 null {level=error, code=NetConnection.Call.Failed, description=Method not found,"
                        + " detail=fancy}");
    }
}
