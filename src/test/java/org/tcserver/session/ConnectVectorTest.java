package org.tcserver.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tcserver.tc.MessageType;
import org.tcserver.tc.TcMessage;
import org.tcserver.tc.WireText;
import org.tcserver.wire.Bytes;

/** Commands and their replies as bytes. */
class ConnectVectorTest {
    private static final String ONE = "00 3ff0000000000000";
    private static final String APP_TOKEN = "df41d9cbe74f325250d6e0346dcd9e95fb837892f4a927c27cecf2664d639786";
    private static final String CONNECT = "02 0007 'connect'" + ONE
            + "03 0003 'app' 02 000a 'live/12345' 000e 'objectEncoding' 00 0000000000000000"
            + "0005 'tcUrl' 02 001b 'rtmp://localhost/live/12345' 000009";
    private static final String FINGERPRINT = "4e47cbb7f2b5fdcaf9593ce1feb6d6639c639cfa8fb4691e7530c5dd5b029f8f";
    private static final SessionSettings SETTINGS =
            new SessionSettings(List.of(TestServer.KEY), "some info 12345", FINGERPRINT, false);

    private final TestServer server = new TestServer(SETTINGS);

    @AfterEach
    void stop() {
        server.close();
    }

    private static String connectWith(String token) {
        return CONNECT.replace("000009", "000a 'fourCcList' 0a 00000001 02 0001 '*' 000009") + "02 0040 '" + token
                + "'";
    }

    /** The documentation's example: the order of all members is the one that it shows. */
    @Test
    void exampleOfTheDocumentation() throws IOException {
        var client = server.open(FakeConnection.rtmfp());
        client.message(
                0,
                MessageType.COMMAND_AMF0,
                connectWith("a762c38f376a273a583714b342ee700348882476a2350fc4e74b700411246841"));
        assertSent(
                client,
                "02 0007 '_result'" + ONE + "05 03 0005 'level' 02 0006 'status'"
                        + "0004 'code' 02 001d 'NetConnection.Connect.Success'"
                        + "000b 'description' 02 000e 'you connected!'"
                        + "000c 'connectionID' 02 0040"
                        + "'6965c14b8964ee016451bc44140504f1a67178cfca3a64b2df16683dd263c176'"
                        + "000e 'objectEncoding' 00 0000000000000000"
                        + "0009 'authToken' 02 0040"
                        + "'bc4e260a541aa5c6cd498f414afd7f05c76bd6d731f726df268d0b1e8bf5a58c'"
                        + "0011 'serverFingerprint' 02 0040 '" + FINGERPRINT + "'"
                        + "000a 'serverInfo' 02 000f 'some info 12345'"
                        + "0006 'capsEx' 00 0000000000000000"
                        + "0012 'audioFourCcInfoMap' 03 0001 '*' 00 4010000000000000 000009"
                        + "0012 'videoFourCcInfoMap' 03 0001 '*' 00 4010000000000000 000009"
                        + "000a 'fourCcList' 0a 00000001 02 0001 '*' 000009");
    }

    @Test
    void rejected() throws IOException {
        var client = server.open();
        client.message(0, MessageType.COMMAND_AMF0, CONNECT);
        assertSent(
                client,
                "02 0006 '_error'" + ONE + "05 03 0005 'level' 02 0005 'error'"
                        + "0004 'code' 02 001e 'NetConnection.Connect.Rejected'"
                        + "000b 'description' 02 0017 'authentication required' 000009");
    }

    @Test
    void createStream() throws IOException {
        var client = server.open();
        client.message(0, MessageType.COMMAND_AMF0, connectWith(APP_TOKEN));
        client.connection.sent.clear();
        client.message(0, MessageType.COMMAND_AMF0, "02 000c 'createStream' 00 4000000000000000 05");
        assertSent(client, "02 0007 '_result' 00 4000000000000000 05" + ONE);
    }

    /** Type 17: a format selector, then AMF0 that may switch to AMF3 for any value. */
    @Test
    void extendedCommands() throws IOException {
        var client = server.open();
        client.message(0, MessageType.COMMAND_AMF3, "00" + connectWith(APP_TOKEN));
        client.connection.sent.clear();
        client.message(0, MessageType.COMMAND_AMF3, "00 11 06 19 'createStream' 11 04 02 11 01");
        assertSent(client, "02 0007 '_result' 00 4000000000000000 05" + ONE);
    }

    @Test
    void connectWithAmf3Object() throws IOException {
        var open = new TestServer(TestServer.OPEN);
        var client = open.open();
        client.message(
                0,
                MessageType.COMMAND_AMF3,
                "00 02 0007 'connect'" + ONE + "11 0a 0b 01 07 'app' 06 09 'live' 1d 'objectEncoding' 04 03 01");
        assertEquals(1, open.hub.stats().clients());
        assertEquals("live", open.hub.clients().iterator().next().appName());
        open.close();
    }

    @Test
    void otherFormatsAndEmptyCommandsAreIgnored() throws IOException {
        var client = server.open();
        client.message(0, MessageType.COMMAND_AMF3, "01" + connectWith(APP_TOKEN));
        client.message(0, MessageType.COMMAND_AMF3, "");
        client.message(0, MessageType.COMMAND_AMF0, "");
        client.message(7, MessageType.COMMAND_AMF0, "");
        client.assertHeard();
    }

    /** A truncated command lacks an optional part, lacks the App, or is no command. */
    @Test
    void truncatedAnywhere() throws IOException {
        var whole = WireText.bytes(connectWith(APP_TOKEN));
        for (int length = 1; length < whole.length(); length++) {
            var client = server.open();
            var cut = new TcMessage(MessageType.COMMAND_AMF0, 0, whole.slice(0, length));
            if (length
                    < WireText.bytes(CONNECT).length()
                            + WireText.bytes("000a 'fourCcList' 0a 00000001 02 0001 '*'")
                                    .length()) {
                var error = assertThrows(ProtocolException.class, () -> client.handler.message(0, cut));
                assertEquals(length < 19 ? "invalid-command-format" : "connect-missing-arg", error.getMessage());
            } else {
                client.handler.message(0, cut);
                client.assertHeardCodes("0: _error 1 null NetConnection.Connect.Rejected");
            }
        }
    }

    private static void assertSent(TestClient client, String payload) {
        assertEquals(1, client.connection.sent.size());
        var out = client.connection.sent.getFirst();
        assertEquals(0, out.streamId());
        assertEquals(MessageType.COMMAND_AMF0, out.message().type());
        Bytes expected = WireText.bytes(payload);
        assertEquals(expected.toHex(), out.message().payload().toHex());
    }
}
