package org.tcserver.rtmfp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

final class AnswerLimitTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int BURST = 1000;
    private static final int PER_SECOND = 250;

    private final AnswerLimit limit = new AnswerLimit(SimulatedPeer.deterministicRandom(1));

    private int allowed(String host, int asked, long nowNanos) {
        int allowed = 0;
        for (int i = 0; i < asked; i++) {
            allowed += limit.allows(new InetSocketAddress(host, 1024 + i), nowNanos) ? 1 : 0;
        }
        return allowed;
    }

    @Test
    void allowsABurstAndThenASteadyRate() {
        assertEquals(BURST, allowed("192.0.2.1", 5000, 0));
        assertEquals(PER_SECOND, allowed("192.0.2.1", 5000, SECOND));
        assertEquals(PER_SECOND / 10, allowed("192.0.2.1", 5000, SECOND + SECOND / 10));
        assertEquals(BURST, allowed("192.0.2.1", 5000, 100 * SECOND), "saves no more than a burst");
    }

    @Test
    void worksFromAnyTimeOn() {
        assertEquals(BURST, allowed("192.0.2.1", 5000, -100 * SECOND));
        assertEquals(PER_SECOND, allowed("192.0.2.1", 5000, -99 * SECOND));
    }

    @Test
    void sharesAnAllowanceWithinAnIpv4Network() {
        assertEquals(BURST, allowed("192.0.2.1", 5000, 0));
        assertEquals(0, allowed("192.0.2.254", 10, 0));
        assertEquals(10, allowed("192.0.3.1", 10, 0));
    }

    @Test
    void sharesAnAllowanceWithinAnIpv6Site() {
        assertEquals(BURST, allowed("2001:db8:0:100::1", 5000, 0));
        assertEquals(0, allowed("2001:db8:0:1ff:ffff:ffff:ffff:ffff", 10, 0));
        assertEquals(10, allowed("2001:db8:0:200::1", 10, 0));
    }

    @Test
    void networkThatUsesUpItsAllowanceTakesNoneOfOthers() {
        allowed("192.0.2.1", 5000, 0);
        for (int i = 0; i < 20_000; i++) {
            var other = "10." + (i >> 8) + "." + (i & 255) + ".1";
            assertEquals(1, allowed(other, 1, i * SECOND / PER_SECOND), other);
        }
    }

    @Test
    void refusalDoesNotProlongItself() {
        allowed("192.0.2.1", 60_000, 0);
        assertFalse(limit.allows(new InetSocketAddress("192.0.2.1", 1), 3_999_999));
        assertTrue(limit.allows(new InetSocketAddress("192.0.2.1", 1), 4_000_000));
    }
}
