package org.tcserver.rtws.message;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;
import org.tcserver.wire.Vlu;

/** Asks the receiver to send a {@link DataAck} at least every {@code ackWindow} bytes of user data messages. */
public record SetAckWindow(long ackWindow) implements RtwsMessage {
    static final int TYPE = 0x0a;

    static SetAckWindow read(ByteReader in) throws MalformedException {
        return new SetAckWindow(Vlu.read(in, "ack window"));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeFields(ByteWriter out) {
        Vlu.write(out, ackWindow);
    }
}
