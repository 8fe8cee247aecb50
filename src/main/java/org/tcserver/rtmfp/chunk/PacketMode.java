package org.tcserver.rtmfp.chunk;

import org.tcserver.wire.MalformedException;

/** Who sent a packet, or that it belongs to session startup (RFC 7016 §2.2.4). */
public enum PacketMode {
    /** The original initiator's packets of an established session. */
    INITIATOR(1),
    /** The original responder's packets of an established session. */
    RESPONDER(2),
    /** Session startup. */
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
