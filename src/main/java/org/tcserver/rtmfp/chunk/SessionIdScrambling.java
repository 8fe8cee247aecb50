package org.tcserver.rtmfp.chunk;

import java.nio.ByteBuffer;

/**
 * The scrambling of the session ID before each encrypted packet with that packet's first eight bytes (RFC 7016 §2.2.2).
 * Stateless.
 */
public final class SessionIdScrambling {
    /** The length of the Scrambled Session ID. */
    public static final int LENGTH = Integer.BYTES;

    /** The session ID of session startup. */
    public static final int STARTUP_SESSION_ID = 0;

    private SessionIdScrambling() {}

    /** Returns true if {@code datagram}, from its position to its limit, is long enough for a session ID. */
    public static boolean hasSessionId(ByteBuffer datagram) {
        return datagram.remaining() >= LENGTH;
    }

    /** Returns the session ID of {@code datagram}, from its position to its limit. Changes neither. */
    public static int sessionId(ByteBuffer datagram) {
        int start = datagram.position();
        return datagram.getInt(start) ^ mask(datagram, start + LENGTH);
    }

    /**
     * Writes the session ID before the encrypted packet, which is already in place. Changes neither position nor limit.
     */
    public static void scramble(int sessionId, ByteBuffer datagram) {
        int start = datagram.position();
        datagram.putInt(start, sessionId ^ mask(datagram, start + LENGTH));
    }

    private static int mask(ByteBuffer datagram, int from) {
        return word(datagram, from) ^ word(datagram, from + Integer.BYTES);
    }

    /** Returns the word at {@code from}, with zeros after the end of the datagram. */
    private static int word(ByteBuffer datagram, int from) {
        if (from + Integer.BYTES <= datagram.limit()) {
            return datagram.getInt(from);
        }
        int word = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            word = word << Byte.SIZE | (from + i < datagram.limit() ? datagram.get(from + i) & 0xff : 0);
        }
        return word;
    }
}
