package org.tcserver.rtmfp.chunk;

import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.MalformedException;

/**
 * The header of a plain packet (RFC 7016 §2.2.4). Immutable.
 *
 * @param timeCritical whether the packet contains time-critical user data
 * @param timeCriticalReverse whether its sender currently receives time-critical packets on other sessions
 * @param timestamp the low 16 bits of the sender's 250 Hz clock, or {@link #ABSENT}
 * @param timestampEcho the sender's estimate of the receiver's current timestamp, or {@link #ABSENT}
 */
public record PacketHeader(
        PacketMode mode, boolean timeCritical, boolean timeCriticalReverse, int timestamp, int timestampEcho) {
    /** Denotes a missing timestamp. */
    public static final int ABSENT = -1;

    /** The length of a header with both timestamps. */
    public static final int MAX_LENGTH = 5;

    private static final int TIME_CRITICAL = 0x80;
    private static final int TIME_CRITICAL_REVERSE = 0x40;
    private static final int TIMESTAMP_PRESENT = 0x08;
    private static final int TIMESTAMP_ECHO_PRESENT = 0x04;

    /** Returns the header of a startup packet, which has no flags and no echo. */
    public static PacketHeader startup(int timestamp) {
        return new PacketHeader(PacketMode.STARTUP, false, false, timestamp, ABSENT);
    }

    static PacketHeader read(ByteReader in) throws MalformedException {
        int flags = in.u8("packet flags");
        var mode = PacketMode.of(flags);
        int timestamp = (flags & TIMESTAMP_PRESENT) == 0 ? ABSENT : in.u16("timestamp");
        int timestampEcho = (flags & TIMESTAMP_ECHO_PRESENT) == 0 ? ABSENT : in.u16("timestamp echo");
        return new PacketHeader(
                mode, (flags & TIME_CRITICAL) != 0, (flags & TIME_CRITICAL_REVERSE) != 0, timestamp, timestampEcho);
    }

    int length() {
        return 1 + (timestamp == ABSENT ? 0 : 2) + (timestampEcho == ABSENT ? 0 : 2);
    }

    void write(ByteWriter out) {
        out.u8(flags());
        if (timestamp != ABSENT) {
            out.u16(timestamp);
        }
        if (timestampEcho != ABSENT) {
            out.u16(timestampEcho);
        }
    }

    private int flags() {
        return mode.number()
                | (timeCritical ? TIME_CRITICAL : 0)
                | (timeCriticalReverse ? TIME_CRITICAL_REVERSE : 0)
                | (timestamp == ABSENT ? 0 : TIMESTAMP_PRESENT)
                | (timestampEcho == ABSENT ? 0 : TIMESTAMP_ECHO_PRESENT);
    }
}
