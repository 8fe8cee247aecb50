package org.tcserver.rtmp;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;

/** Limits the receiver to {@code windowSize} unacknowledged bytes (RTMP 1.0 §5.4.5). */
record SetPeerBandwidth(long windowSize, LimitType limitType) implements ControlMessage {
    /** The limit types, in the order of their values on the wire. */
    enum LimitType {
        HARD,
        SOFT,
        DYNAMIC
    }

    static final int TYPE_ID = 6;

    private static final LimitType[] LIMIT_TYPES = LimitType.values();

    static SetPeerBandwidth read(ByteReader in) throws MalformedException {
        long windowSize = in.u32("Set Peer Bandwidth");
        int limitType = in.u8("limit type");
        if (limitType >= LIMIT_TYPES.length) {
            throw new MalformedException("limit type " + limitType);
        }
        return new SetPeerBandwidth(windowSize, LIMIT_TYPES[limitType]);
    }

    @Override
    public int typeId() {
        return TYPE_ID;
    }

    @Override
    @SuppressWarnings("EnumOrdinal") // the enum has the order of the values on the wire
    public void write(ByteWriter out) {
        out.u32(windowSize).u8(limitType.ordinal());
    }
}
