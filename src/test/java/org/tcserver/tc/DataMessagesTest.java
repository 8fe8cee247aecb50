package org.tcserver.tc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class DataMessagesTest {
    private static TcMessage data(int type, String payload) {
        return new TcMessage(type, 77, WireText.bytes(payload));
    }

    private static void assertBecomes(String expected, String payload) {
        var message = DataMessages.asAmf0(data(MessageType.DATA_AMF3, payload));
        assertNotNull(message);
        assertEquals(MessageType.DATA_AMF0, message.type());
        assertEquals(77, message.timestamp());
        assertEquals(WireText.bytes(expected).toHex(), message.payload().toHex());
    }

    @Test
    void leavesAmf0Alone() {
        var message = data(MessageType.DATA_AMF0, "02 0001 'a' 11 06 03 'b'");
        assertSame(message, DataMessages.asAmf0(message));
    }

    @Test
    void takesTheFormatSelectorOff() {
        assertBecomes("02 0001 'a' 01 01", "00 02 0001 'a' 01 01");
        assertBecomes("", "00");
    }

    @Test
    void keepsTheBytesOfWhatItCannotRead() {
        assertBecomes("02 0001 'a' ff 1234", "00 02 0001 'a' ff 1234");
    }

    @Test
    void writesAmf3Anew() {
        assertBecomes("02 0001 'a' 02 0001 'b' 00 3ff0000000000000", "00 02 0001 'a' 11 06 03 'b' 11 04 01");
    }

    @Test
    void dropsUnknownFormats() {
        assertNull(DataMessages.asAmf0(data(MessageType.DATA_AMF3, "01 02 0001 'a'")));
        assertNull(DataMessages.asAmf0(data(MessageType.DATA_AMF3, "")));
    }

    @Test
    void rtmpSampleAccess() {
        var message = DataMessages.rtmpSampleAccess();
        assertEquals(MessageType.DATA_AMF0, message.type());
        assertEquals(
                WireText.bytes("02 0011 '|RtmpSampleAccess' 01 01 01 01").toHex(),
                message.payload().toHex());
    }
}
