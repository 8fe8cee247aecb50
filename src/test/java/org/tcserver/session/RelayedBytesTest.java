package org.tcserver.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.amf.Amf0Writer;
import org.tcserver.amf.AmfObject;
import org.tcserver.amf.AmfValue;
import org.tcserver.tc.MessageType;
import org.tcserver.tc.WireText;

/** The bytes of relayed values. */
class RelayedBytesTest {
    private static final String ZERO = "00 0000000000000000";

    private final TestServer server = new TestServer(TestServer.OPEN);
    private TestClient one;
    private TestClient two;
    private String idOfTwo = "";
    private String idOfOne = "";

    @BeforeEach
    void connect() throws Exception {
        one = server.open();
        one.connect("live");
        idOfOne = one.connectionId();
        two = server.open();
        two.connect("live");
        idOfTwo = two.connectionId();
        two.heard();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Long strings, dates and odd encodings come out as they went in; what could not be read does not. */
    @Test
    void relaysByteForByte() throws Exception {
        var arguments = "0c 00000002 'ab' 0b 0000000000000000 0102 03 0001 'x' 01 02 000009 08 00000007 000009";
        one.message(
                0,
                MessageType.COMMAND_AMF0,
                "02 0005 'relay'" + ZERO + "05 02 0030 '" + idOfTwo + "'" + arguments + "ff 1234");
        var sent = two.connection.sent.getFirst().message().payload().toHex();
        assertTrue(sent.endsWith("000009" + WireText.bytes(arguments).toHex()), sent);
    }

    private String relayed(int type, String format, String target, String values) throws Exception {
        two.connection.sent.clear();
        one.message(0, type, format + "02 0005 'relay'" + ZERO + "05" + target + values);
        var payload = two.connection.sent.getFirst().message().payload();
        var header = AmfObject.builder().member("sender", idOfOne).build();
        var before = Amf0Writer.encode(AmfValue.of("onRelay"), AmfValue.of(0), AmfValue.NULL, header);
        assertEquals(before, payload.slice(0, before.length()));
        return payload.slice(before.length()).toHex();
    }

    private String target() {
        return "02 0030 '" + idOfTwo + "'";
    }

    /** An integer of AMF3 is no number of AMF0, and its strings refer to each other. */
    @ParameterizedTest
    @ValueSource(
            strings = {"11 04 05", "11 06 05 'hi' 11 06 00", "11 0a 0b 01 05 'hi' 04 7f 01", "02 0001 'a' 11 04 05 05"})
    void relaysAmf3ByteForByte(String values) throws Exception {
        var bytes = WireText.bytes(values).toHex();
        assertEquals(bytes, relayed(MessageType.COMMAND_AMF0, "", target(), values));
        assertEquals(bytes, relayed(MessageType.COMMAND_AMF3, "00", target(), values));
    }

    /** An object stands in front of what is relayed, so that all numbers of objects change. */
    @Test
    void relaysAmf0ReferencesAsWhatTheyReferTo() throws Exception {
        var object = "03 0001 'x' 05 000009";
        assertEquals(
                WireText.bytes(object + object).toHex(),
                relayed(MessageType.COMMAND_AMF0, "", target(), object + "07 0000"));
    }

    /** The target's name is not relayed, so what refers to it could not be read. */
    @Test
    void relaysAmf3ThatRefersToTheTargetAsAmf0() throws Exception {
        assertEquals(
                WireText.bytes("02 0030 '" + idOfTwo + "'").toHex(),
                relayed(MessageType.COMMAND_AMF3, "00", "11 06 61 '" + idOfTwo + "'", "11 06 00"));
    }

    @Test
    void relaysMoreValuesThanAReaderBuilds() throws Exception {
        var many = "05".repeat(5000);
        assertEquals(many, relayed(MessageType.COMMAND_AMF0, "", target(), many));
        var deep = "0a 00000001".repeat(40) + "05";
        assertEquals(WireText.bytes(deep).toHex(), relayed(MessageType.COMMAND_AMF0, "", target(), deep));
    }
}
