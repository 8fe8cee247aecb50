package org.tcserver.rtmfp.chunk;

import org.tcserver.wire.MalformedException;

/** The sender of a packet in an established session, or session startup (RFC 7016 §2.2.4). */
public enum PacketMode {
    /** A packet from the original initiator in an established session. */
    INITIATOR(1),
    /** A packet from the original responder in an established session. */
    RESPONDER(2),
    /** A packet of session startup. */
    STARTUP(3);

    private static final int MASK = 0x03;
    private static final PacketMode[] MODES = values();

    private final int number;

    PacketMode(int number) {
        this.number = number;
    }

    static PacketMode of(int flags) throws MalformedException {
        int mode = flags & MASK;
        if (mode == 0) {
            throw new MalformedException("packet mode 0");
        }
        return MODES[mode - 1];
    }

    int number() {
        return number;
    }
}
