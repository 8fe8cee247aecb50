package org.tcserver.rtmfp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.tcserver.rtmfp.Cookies.Verdict.INVALID;
import static org.tcserver.rtmfp.Cookies.Verdict.OTHER_ADDRESS;
import static org.tcserver.rtmfp.Cookies.Verdict.VALID;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.tcserver.wire.Bytes;

final class CookiesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Path PATH = new Path(1, new InetSocketAddress("192.0.2.1", 1000));

    private final Cookies cookies = new Cookies(SimulatedPeer.deterministicRandom(1));
    private final Bytes cookie = cookies.make(PATH, 10 * SECOND);

    @Test
    void isGoodForNinetyFiveSeconds() {
        assertEquals(64, cookie.length());
        assertEquals(VALID, cookies.check(cookie, PATH, 10 * SECOND));
        assertEquals(VALID, cookies.check(cookie, PATH, 105 * SECOND));
        assertEquals(INVALID, cookies.check(cookie, PATH, 105 * SECOND + SECOND / 100));
        assertEquals(INVALID, cookies.check(cookie, PATH, 9 * SECOND), "from the future");
    }

    @Test
    void isGoodAtOnePlaceOnly() {
        var otherPort = new Path(1, new InetSocketAddress("192.0.2.1", 1001));
        var otherHost = new Path(1, new InetSocketAddress("192.0.2.2", 1000));
        var otherSocket = new Path(2, PATH.address());
        assertEquals(OTHER_ADDRESS, cookies.check(cookie, otherPort, 11 * SECOND));
        assertEquals(OTHER_ADDRESS, cookies.check(cookie, otherHost, 11 * SECOND));
        assertEquals(OTHER_ADDRESS, cookies.check(cookie, otherSocket, 11 * SECOND));
    }

    @Test
    void cannotBeForged() {
        for (int i = 0; i < 64; i++) {
            var bytes = cookie.toArray();
            bytes[i] ^= 1;
            assertEquals(i < 32 ? INVALID : OTHER_ADDRESS, cookies.check(Bytes.wrap(bytes), PATH, 11 * SECOND));
        }
        assertEquals(INVALID, cookies.check(cookie.slice(0, 63), PATH, 11 * SECOND));
        assertEquals(INVALID, cookies.check(Bytes.EMPTY, PATH, 11 * SECOND));
        var others = new Cookies(SimulatedPeer.deterministicRandom(2));
        assertEquals(INVALID, cookies.check(others.make(PATH, 10 * SECOND), PATH, 11 * SECOND));
    }
}
