package org.tcserver.rtmfp;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.tcserver.wire.Bytes;

final class MobilityTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Path HERE = new Path(0, new InetSocketAddress("192.0.2.1", 1000));
    private static final Path THERE = new Path(0, new InetSocketAddress("192.0.2.2", 1000));

    private final SecretHash hash = new SecretHash(SimulatedPeer.deterministicRandom(1));
    private final Mobility mobility = new Mobility(hash, 7);

    private Bytes ping(long now) {
        var ping = mobility.check(HERE, now);
        assertNotNull(ping);
        return ping.message();
    }

    @Test
    void believesAnEchoFromWhereItAsked() {
        var message = ping(SECOND);
        assertFalse(mobility.confirms(message, THERE, 2 * SECOND));
        assertTrue(mobility.confirms(message, HERE, 2 * SECOND));
        assertFalse(mobility.confirms(message, HERE, 2 * SECOND), "once only");
    }

    @Test
    void asksOnceASecond() {
        ping(SECOND);
        assertNull(mobility.check(THERE, 2 * SECOND - 1));
        assertNotNull(mobility.check(THERE, 2 * SECOND));
    }

    @Test
    void forgetsAfterTwoMinutes() {
        assertFalse(mobility.confirms(ping(SECOND), HERE, 122 * SECOND));
    }

    @Test
    void believesNoForgery() {
        var message = ping(SECOND).toArray();
        for (int i = 0; i < message.length; i++) {
            message[i] ^= 1;
            assertFalse(mobility.confirms(Bytes.wrap(message), HERE, 2 * SECOND), "byte " + i);
            message[i] ^= 1;
        }
        assertFalse(mobility.confirms(Bytes.EMPTY, HERE, 2 * SECOND));
        assertFalse(new Mobility(hash, 8).confirms(Bytes.wrap(message), HERE, 2 * SECOND), "another session's");
    }
}
