package org.tcserver.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.tcserver.tc.Deadlines;
import org.tcserver.tc.GopChain;
import org.tcserver.tc.MessageType;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.TcMessage;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

final class FlowMessageTest {
    private static final Bytes BODY = Bytes.ofHex("a0a1a2a3a4");
    private static final Bytes WHOLE = Bytes.ofHex("09fffefdfca0a1a2a3a4");

    private final TcMessage video = new TcMessage(MessageType.VIDEO, 1, BODY);
    private final GopChain chain = new GopChain();
    private final FlowMessage message =
            FlowMessage.of(Outgoing.link(3, video, 0xfffefdfc, new Deadlines(10, 20, 30), chain));

    @Test
    void writesTypeAndTimestampBeforeThePayload() throws MalformedException {
        assertEquals(10, message.length());
        assertEquals(WHOLE, message.slice(0, 10));
        var read = TcFlowMessages.read(WHOLE);
        assertEquals(MessageType.VIDEO, read.type());
        assertEquals(0xfffefdfc, read.timestamp());
        assertEquals(BODY, read.payload());
        for (int i = 0; i < TcFlowMessages.HEAD_BYTES; i++) {
            var truncated = WHOLE.slice(0, i);
            assertThrows(MalformedException.class, () -> TcFlowMessages.read(truncated));
        }
    }

    @Test
    void slicesAnywhere() {
        for (int from = 0; from <= 10; from++) {
            for (int count = 0; from + count <= 10; count++) {
                assertEquals(WHOLE.slice(from, count), message.slice(from, count));
                var target = ByteBuffer.allocate(10);
                message.copyTo(target, from, count);
                assertEquals(WHOLE.slice(from, count), Bytes.copyOf(target.array(), 0, target.position()));
            }
        }
    }

    @Test
    void expiresAsItsMessageDoes() {
        assertFalse(message.isLateToFinish(20));
        assertTrue(message.isLateToFinish(21));
        var next = FlowMessage.of(Outgoing.link(3, video, 0, new Deadlines(10, 20, 30), chain));
        message.abandon();
        assertTrue(chain.isBroken());
        assertTrue(next.isLateToFinish(0));
        assertFalse(FlowMessage.of(BODY).isLateToFinish(Long.MAX_VALUE));
    }

    @Test
    void knowsWhatConcernsChunkStreamsOnly() {
        for (int type = 0; type < 256; type++) {
            boolean expected = type == 1 || type == 2 || type == 3 || type == 5 || type == 6;
            assertEquals(expected, TcFlowMessages.isChunkStreamControl(type));
        }
    }
}
