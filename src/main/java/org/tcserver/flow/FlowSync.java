package org.tcserver.flow;

import org.jspecify.annotations.Nullable;
import org.tcserver.tc.MessageType;
import org.tcserver.tc.TcMessage;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;

/**
 * A Flow Synchronization message (RFC 7425 §5.2). {@code count} flows carry one with the same ID. The receiver handles
 * messages after it only when all messages before it, in all of these flows, have been handled. Immutable.
 *
 * @param syncId 32 bits
 */
record FlowSync(int syncId, long count) {
    private static final int EVENT_TYPE = 34;
    private static final int PAYLOAD_BYTES = 10;

    /** Parses the barrier in {@code message}, or returns null if it is another message. */
    static @Nullable FlowSync of(TcMessage message) throws MalformedException {
        if (message.type() != MessageType.USER_CONTROL || message.payload().length() < PAYLOAD_BYTES) {
            return null;
        }
        var in = new ByteReader(message.payload());
        if (in.u16("event type") != EVENT_TYPE) {
            return null;
        }
        var sync = new FlowSync(in.i32("sync ID"), in.u32("sync count"));
        if (sync.count == 0) {
            throw new MalformedException("flow synchronization of no flows");
        }
        return sync;
    }

    TcMessage toMessage() {
        var payload = new ByteWriter(PAYLOAD_BYTES).u16(EVENT_TYPE).u32(syncId).u32(count);
        return new TcMessage(MessageType.USER_CONTROL, 0, payload.toBytes());
    }
}
