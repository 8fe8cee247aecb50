package org.tcserver.rtmp;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * The server side of the handshake (RTMP 1.0 §5.2, errata §3).
 *
 * <p>A client whose C1 has a valid digest gets a digest in S1 and a signature in S2. Any other client gets its C1 back.
 * The server accepts any C2. Its epoch is the time at which it read C1. So S1's time and S2's time2 are 0, and S2 is an
 * exact echo, which some clients check.
 *
 * <p>Confined to the connection's reading thread.
 */
final class Handshake {
    /** The packet that the server waits for. Its arrival leads to the next state. */
    private enum State {
        C0(1),
        C1(HandshakeDigest.PACKET_LENGTH),
        C2(HandshakeDigest.PACKET_LENGTH),
        DONE(0);

        final int length;

        State(int length) {
            this.length = length;
        }
    }

    static final int VERSION = 3;

    /** The number of bytes in either direction. Some clients include them in acknowledgements. */
    static final int LENGTH = 1 + 2 * HandshakeDigest.PACKET_LENGTH;

    /** The version field of a packet in the digest handshake. Players expect a digest from version 3 on. */
    private static final byte[] SERVER_VERSION = {4, 0, 0, 1};

    /** The length of the two timestamps at the start of S1. */
    private static final int TIMES_LENGTH = 8;

    private final SecureRandom random;
    private final byte[] packet = new byte[HandshakeDigest.PACKET_LENGTH];
    private State state = State.C0;
    private int received;
    private byte[] s1 = new byte[0];
    private @Nullable HandshakeDigest scheme;
    private boolean answered;

    Handshake(SecureRandom random) {
        this.random = random;
    }

    boolean isDone() {
        return state == State.DONE;
    }

    /**
     * Returns true if C2 proves that the client had read S1, so that a round trip separates them. Some clients send any
     * C2 without waiting for S1.
     */
    boolean isAnswered() {
        return answered;
    }

    /**
     * Consumes the bytes of the handshake, and leaves those after it.
     *
     * @return the bytes to send now: S0, S1 and S2 once C1 is complete, otherwise none
     */
    Bytes receive(ByteBuffer input) throws MalformedException {
        var answer = Bytes.EMPTY;
        while (!isDone() && input.hasRemaining()) {
            int count = Math.min(state.length - received, input.remaining());
            input.get(packet, received, count);
            received += count;
            if (received == state.length) {
                received = 0;
                switch (state) {
                    case C0 -> acceptVersion(packet[0] & 0xff);
                    case C1 -> answer = answer();
                    case C2 -> {
                        answered = isAnswer();
                        state = State.DONE;
                    }
                    case DONE -> throw new IllegalStateException("the handshake is over");
                }
            }
        }
        return answer;
    }

    private void acceptVersion(int version) throws MalformedException {
        if (version >= 32) {
            throw new MalformedException("not RTMP");
        }
        if (version == 6 || version == 8) {
            throw new MalformedException("encrypted RTMP (RTMPE) is not supported");
        }
        state = State.C1;
    }

    private Bytes answer() {
        state = State.C2;
        s1 = new byte[HandshakeDigest.PACKET_LENGTH];
        random.nextBytes(s1);
        s1[0] = s1[1] = s1[2] = s1[3] = 0;
        scheme = clientScheme();
        var s2 = scheme == null ? simple() : signed(scheme);
        return new ByteWriter(LENGTH)
                .u8(VERSION)
                .bytes(Bytes.wrap(s1))
                .bytes(Bytes.wrap(s2))
                .toBytes();
    }

    private @Nullable HandshakeDigest clientScheme() {
        for (var scheme : HandshakeDigest.values()) {
            if (scheme.isValid(packet, HandshakeDigest.CLIENT_KEY)) {
                return scheme;
            }
        }
        return null;
    }

    /** Checks C2. Its first timestamps may differ from those of S1. */
    private boolean isAnswer() {
        boolean isEcho = Arrays.equals(packet, TIMES_LENGTH, packet.length, s1, TIMES_LENGTH, s1.length);
        return isEcho
                || (scheme != null && HandshakeDigest.isSigned(packet, HandshakeDigest.CLIENT_KEY, scheme.of(s1)));
    }

    private byte[] simple() {
        s1[4] = s1[5] = s1[6] = s1[7] = 0;
        var s2 = packet.clone();
        s2[4] = s2[5] = s2[6] = s2[7] = 0;
        return s2;
    }

    private byte[] signed(HandshakeDigest by) {
        System.arraycopy(SERVER_VERSION, 0, s1, 4, SERVER_VERSION.length);
        by.put(s1, HandshakeDigest.SERVER_KEY);
        var s2 = new byte[HandshakeDigest.PACKET_LENGTH];
        random.nextBytes(s2);
        HandshakeDigest.sign(s2, HandshakeDigest.SERVER_KEY, by.of(packet));
        return s2;
    }
}
