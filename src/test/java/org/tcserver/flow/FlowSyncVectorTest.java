package org.tcserver.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.tcserver.tc.MessageType;
import org.tcserver.tc.TcMessage;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

final class FlowSyncVectorTest {
    private static final Bytes PAYLOAD = Bytes.ofHex("00220000000d00000002");

    private static TcMessage message(int type, Bytes payload) {
        return new TcMessage(type, 0, payload);
    }

    @Test
    void readsAndWrites() throws MalformedException {
        assertEquals(PAYLOAD, new FlowSync(13, 2).toMessage().payload());
        assertEquals(new FlowSync(13, 2), FlowSync.of(message(MessageType.USER_CONTROL, PAYLOAD)));
        assertEquals(new FlowSync(-1, 0xffff_ffffL), FlowSync.of(new FlowSync(-1, 0xffff_ffffL).toMessage()));
    }

    @Test
    void isNothingElse() throws MalformedException {
        assertNull(FlowSync.of(message(MessageType.AUDIO, PAYLOAD)));
        assertNull(FlowSync.of(message(MessageType.USER_CONTROL, Bytes.ofHex("00000000000100000000"))));
        for (int i = 0; i < PAYLOAD.length(); i++) {
            assertNull(FlowSync.of(message(MessageType.USER_CONTROL, PAYLOAD.slice(0, i))));
        }
    }

    @Test
    void joinsAtLeastOneFlow() {
        var none = message(MessageType.USER_CONTROL, Bytes.ofHex("00220000000d00000000"));
        assertThrows(MalformedException.class, () -> FlowSync.of(none));
    }
}
