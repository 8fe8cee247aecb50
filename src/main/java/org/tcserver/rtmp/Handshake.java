package org.tcserver.rtmp;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * The server's side of the handshake (RTMP 1.0 §5.2, errata §3).
 *
 * <p>A client whose C1 bears a valid digest gets one in S1 and a signature in S2; any other gets its C1 back. What is in
 * C2 does not matter. Our epoch is the moment at which C1 was read, so that S1's time and S2's time2 are 0 and S2 is
 * an exact echo, for which some clients look.
 *
 * <p>Confined to the connection's reading thread.
 */
final class Handshake {
    /** What is awaited. Each leads to the next one as soon as it has come. */
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

    /** Bytes of either direction; acknowledgements of some clients count them in. */
    static final int LENGTH = 1 + 2 * HandshakeDigest.PACKET_LENGTH;

    /** Where a packet's version stands in the digest handshake; players look for a digest from version 3 on. */
    private static final byte[] SERVER_VERSION = {4, 0, 0, 1};

    /** S1 begins with two time stamps. */
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
     * Whether C2 proves that the client had read S1 when it sent it, so that both are a round trip apart. Some clients do
     * not wait for S1, and send anything.
     */
    boolean isAnswered() {
        return answered;
    }

    /**
     * Consumes what belongs to the handshake and leaves what follows it.
     *
     * @return what is to be sent now: S0, S1 and S2 once C1 is complete, else nothing
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

    /** The time stamps at the beginning may differ from those of S1. */
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
