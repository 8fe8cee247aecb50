package org.tcserver.rtmp;

import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The client's side of the handshake, for test clients. Confined to the thread that made it. */
public final class HandshakeClient {
    private static final int PACKET_LENGTH = HandshakeDigest.PACKET_LENGTH;

    /** How long the server's S0, S1 and S2 are. */
    public static final int REPLY_LENGTH = Handshake.LENGTH;

    private final Random random;
    private final @Nullable HandshakeDigest scheme;
    private final byte[] c1 = new byte[PACKET_LENGTH];

    private HandshakeClient(Random random, @Nullable HandshakeDigest scheme) {
        this.random = random;
        this.scheme = scheme;
        random.nextBytes(c1);
        Arrays.fill(c1, 0, 8, (byte) 0);
        if (scheme != null) {
            c1[4] = 9;
            scheme.put(c1, HandshakeDigest.CLIENT_KEY);
        }
    }

    public static HandshakeClient simple(Random random) {
        return new HandshakeClient(random, null);
    }

    /** As a Flash player does it, with the digest in the first or the second half. */
    public static HandshakeClient digest(Random random, boolean secondHalf) {
        return new HandshakeClient(random, secondHalf ? HandshakeDigest.SECOND_HALF : HandshakeDigest.FIRST_HALF);
    }

    /** C0 and C1. */
    public byte[] hello() {
        var hello = new byte[1 + PACKET_LENGTH];
        hello[0] = Handshake.VERSION;
        System.arraycopy(c1, 0, hello, 1, PACKET_LENGTH);
        return hello;
    }

    /** Checks S0, S1 and S2, and returns C2; throws {@link AssertionError} if they are wrong. */
    public byte[] answer(byte[] reply) {
        check(reply.length == REPLY_LENGTH && reply[0] == Handshake.VERSION, "S0");
        var s1 = Arrays.copyOfRange(reply, 1, 1 + PACKET_LENGTH);
        var s2 = Arrays.copyOfRange(reply, 1 + PACKET_LENGTH, REPLY_LENGTH);
        if (scheme == null) {
            check(Arrays.equals(s1, 4, 8, new byte[4], 0, 4), "S1 zero");
            check(Arrays.equals(s2, c1), "S2 is not C1");
            return s1;
        }
        check(scheme.isValid(s1, HandshakeDigest.SERVER_KEY), "S1 digest");
        var expected = HandshakeDigest.signature(s2, HandshakeDigest.SERVER_KEY, scheme.of(c1));
        check(Arrays.equals(s2, PACKET_LENGTH - 32, PACKET_LENGTH, expected, 0, 32), "S2 signature");
        var c2 = new byte[PACKET_LENGTH];
        random.nextBytes(c2);
        HandshakeDigest.sign(c2, HandshakeDigest.CLIENT_KEY, scheme.of(s1));
        return c2;
    }

    private static void check(boolean right, String what) {
        if (!right) {
            throw new AssertionError("handshake: " + what);
        }
    }
}
