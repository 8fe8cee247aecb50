package org.tcserver.tc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.tcserver.amf.AmfValue;
import org.tcserver.wire.Bytes;

/** The layout of commands: name, transaction ID, null, argument (RTMP 1.0 §7.2). */
class CommandsVectorTest {
    private static final String ZERO = "00 0000000000000000";
    private static final StreamLabel FOO = new StreamLabel("foo", "sha256:2c26");
    private static final String LABEL = "0006 'detail' 02 0003 'foo' 0008 'hashname' 02 000b 'sha256:2c26'";

    private static void assertCommand(String payload, TcMessage message) {
        assertEquals(MessageType.COMMAND_AMF0, message.type());
        assertEquals(0, message.timestamp());
        assertEquals(WireText.bytes(payload).toHex(), message.payload().toHex());
    }

    @Test
    void result() {
        assertCommand("02 0007 '_result' 00 4000000000000000 05 06", Commands.result(2, AmfValue.UNDEFINED));
        assertCommand(
                "02 0007 '_result' 00 4010000000000000 05 00 3ff0000000000000", Commands.result(4, AmfValue.of(1)));
    }

    @Test
    void onRelay() {
        var arguments = WireText.bytes("02 0002 'hi' 00 4014000000000000");
        assertCommand(
                "02 0007 'onRelay'" + ZERO + "05 03 0006 'sender' 02 0004 'ab12' 000009"
                        + "02 0002 'hi' 00 4014000000000000",
                Commands.onRelay("ab12", "", arguments));
        assertCommand(
                "02 0007 'onRelay'" + ZERO
                        + "05 03 0006 'sender' 02 0004 'ab12' 000a 'senderName' 02 0004 'mike' 000009",
                Commands.onRelay("ab12", "mike", Bytes.EMPTY));
    }

    @Test
    void onDisconnected() {
        assertCommand("02 000e 'onDisconnected'" + ZERO + "05 02 0002 'ab'", Commands.onDisconnected("ab"));
        assertCommand("02 000e 'onDisconnected'" + ZERO + "05 01 01", Commands.onDisconnected(AmfValue.of(true)));
    }

    @Test
    void play() {
        assertCommand(
                "02 0008 'onStatus'" + ZERO + "05 03 0005 'level' 02 0006 'status'"
                        + "0004 'code' 02 0014 'NetStream.Play.Reset'" + LABEL
                        + "000b 'description' 02 0005 'Reset' 000009",
                StatusMessages.playReset(FOO));
        assertCommand(
                "02 0008 'onStatus'" + ZERO + "05 03 0005 'level' 02 0006 'status'"
                        + "0004 'code' 02 0014 'NetStream.Play.Start'" + LABEL
                        + "000b 'description' 02 0009 'Subscribe' 000009",
                StatusMessages.playStart(FOO));
    }

    @Test
    void publishNotify() {
        var start = "02 0008 'onStatus'" + ZERO + "05 03 0005 'level' 02 0006 'status'"
                + "0004 'code' 02 001c 'NetStream.Play.PublishNotify'" + LABEL
                + "000b 'description' 02 000f 'being published'"
                + "0008 'priority' 00 fff0000000000000 0009 'publisher' 02 0004 'ab12'";
        assertCommand(
                start + "000009",
                StatusMessages.publishNotify(FOO, new PublisherLabel(Double.NEGATIVE_INFINITY, "ab12", "")));
        assertCommand(
                start + "000d 'publisherName' 02 0004 'mike' 000009",
                StatusMessages.publishNotify(FOO, new PublisherLabel(Double.NEGATIVE_INFINITY, "ab12", "mike")));
    }

    @Test
    void unpublishNotify() {
        assertCommand(
                "02 0008 'onStatus'" + ZERO + "05 03 0005 'level' 02 0006 'status'"
                        + "0004 'code' 02 001e 'NetStream.Play.UnpublishNotify'" + LABEL
                        + "000b 'description' 02 000c 'publish stop' 000009",
                StatusMessages.unpublishNotify(FOO));
    }

    @Test
    void publish() {
        assertCommand(
                "02 0008 'onStatus'" + ZERO + "05 03 0005 'level' 02 0006 'status'"
                        + "0004 'code' 02 0017 'NetStream.Publish.Start'" + LABEL
                        + "000b 'description' 02 000a 'publishing' 0008 'priority' 00 4008000000000000 000009",
                StatusMessages.publishStart(FOO, 3));
        assertCommand(
                "02 0008 'onStatus'" + ZERO + "05 03 0005 'level' 02 0005 'error'"
                        + "0004 'code' 02 0019 'NetStream.Publish.BadName'"
                        + "000b 'description' 02 0002 'no' 000009",
                StatusMessages.publishRefused("no"));
        assertCommand(
                "02 0008 'onStatus'" + ZERO + "05 03 0005 'level' 02 0005 'error'"
                        + "0004 'code' 02 0019 'NetStream.Publish.BadName'" + LABEL
                        + "000b 'description' 02 0004 'gone' 000009",
                StatusMessages.publishEnded(FOO, "gone"));
    }

    @Test
    void connection() {
        assertCommand(
                "02 0008 'onStatus'" + ZERO + "05 03 0005 'level' 02 0006 'status'"
                        + "0004 'code' 02 001d 'NetConnection.Shutdown.Notify'"
                        + "000b 'description' 02 0028 'server is shutting down, please clean up' 000009",
                StatusMessages.shutdownNotify());
        assertCommand(
                "02 0006 '_error' 00 3ff0000000000000 05 03 0005 'level' 02 0005 'error'"
                        + "0004 'code' 02 001e 'NetConnection.Connect.Rejected'"
                        + "000b 'description' 02 000d 'auth required' 000009",
                StatusMessages.connectRejected(1, "auth required"));
        assertCommand(
                "02 0006 '_error' 00 4008000000000000 05 03 0005 'level' 02 0005 'error'"
                        + "0004 'code' 02 0019 'NetConnection.Call.Failed'"
                        + "000b 'description' 02 0010 'Method not found' 0006 'detail' 02 0003 'foo' 000009",
                StatusMessages.callFailed(3, "foo"));
    }

    @Test
    void streamBegin() {
        var message = UserControl.streamBegin(5);
        assertEquals(MessageType.USER_CONTROL, message.type());
        assertEquals("000000000005", message.payload().toHex());
    }
}
