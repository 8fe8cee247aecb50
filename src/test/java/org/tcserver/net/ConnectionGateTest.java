package org.tcserver.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tcserver.event.EventLog;
import org.tcserver.event.RefusalReason;
import org.tcserver.event.Refusals;
import org.tcserver.net.ConnectionGate.Admission;
import org.tcserver.net.ConnectionGate.Limits;
import org.tcserver.time.Clock;

final class ConnectionGateTest {
    private static final class ManualClock implements Clock {
        private long nanos = Duration.ofDays(1).toNanos();

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public long wallMillis() {
            return 0;
        }
    }

    private final ManualClock clock = new ManualClock();
    private final EventLog log =
            new EventLog(new EventLog.Origin(1, "0123456789"), false, clock, OutputStream.nullOutputStream());
    private final Refusals refusals = new Refusals(log);

    @AfterEach
    void close() {
        log.close();
    }

    private ConnectionGate gate(int connections, int perAddress, int rate) {
        return new ConnectionGate(new Limits(connections, perAddress, rate), refusals, clock);
    }

    private static @Nullable Admission admit(ConnectionGate gate, String host) {
        return gate.door("rtmp", AddressRanges.NONE).admit(new InetSocketAddress(host, 5000));
    }

    private static Admission admitted(ConnectionGate gate, String host) {
        var admission = admit(gate, host);
        assertNotNull(admission);
        return admission;
    }

    private @Nullable Long count(RefusalReason reason) {
        return refusals.counts().get(reason);
    }

    @Test
    void lessThanTheLimitAreLetIn() {
        var gate = gate(2, 0, 0);
        var first = admitted(gate, "10.0.0.1");
        admitted(gate, "10.0.0.1");
        assertNull(admit(gate, "10.0.0.2"));
        assertEquals(1, count(RefusalReason.CONNECTIONS));
        first.leave();
        first.leave();
        admitted(gate, "10.0.0.2");
        assertNull(admit(gate, "10.0.0.2"), "who leaves twice makes room once");
    }

    @Test
    void addressesAreCountedByThemselves() {
        var gate = gate(0, 1, 0);
        var first = admitted(gate, "10.0.0.1");
        admitted(gate, "10.0.0.2");
        assertNull(admit(gate, "10.0.0.1"));
        assertEquals(1, count(RefusalReason.CONNECTIONS_PER_ADDRESS));
        first.leave();
        admitted(gate, "10.0.0.1");
    }

    @Test
    void halfAnIpv6AddressIsOne() {
        var gate = gate(0, 1, 0);
        admitted(gate, "2001:db8::1");
        assertNull(admit(gate, "2001:db8::ffff:1:2:3"));
        admitted(gate, "2001:db8:0:1::1");
        admitted(gate, "10.0.0.1");
        assertNull(admit(gate, "::ffff:10.0.0.1"), "an IPv4 address in IPv6's clothes");
    }

    @Test
    void theRateIsThatOfOneAddress() {
        var gate = gate(0, 0, 2);
        admitted(gate, "10.0.0.1").leave();
        admitted(gate, "10.0.0.1").leave();
        assertNull(admit(gate, "10.0.0.1"));
        admitted(gate, "10.0.0.2");
        assertEquals(1, count(RefusalReason.CONNECT_RATE));
        clock.nanos += Duration.ofMillis(500).toNanos();
        admitted(gate, "10.0.0.1");
        assertNull(admit(gate, "10.0.0.1"));
    }

    /** A client with that many addresses escapes the rate per address; all other addresses stay limited. */
    @Test
    void whatIsRememberedOfAddressesIsBounded() {
        var gate = gate(0, 0, 1);
        var seen = new ArrayList<InetSocketAddress>();
        for (int i = 0; i < NetParameters.RATED_ADDRESSES; i++) {
            var from = new InetSocketAddress("10." + (i >> 16) + "." + (i >> 8 & 0xff) + "." + (i & 0xff), 1);
            assertTrue(gate.mayTry(from, "rtmp"));
            seen.add(from);
        }
        assertFalse(gate.mayTry(seen.getLast(), "rtmp"));
        assertFalse(gate.mayTry(seen.getFirst(), "rtmp"));
        assertTrue(gate.mayTry(new InetSocketAddress("11.0.0.1", 1), "rtmp"));
        assertTrue(gate.mayTry(seen.get(1), "rtmp"), "the one that came longest ago is forgotten");
        assertFalse(gate.mayTry(seen.getFirst(), "rtmp"));
    }

    @Test
    void whoMayTryMayStillFindItFull() {
        var gate = gate(1, 0, 0);
        var from = new InetSocketAddress("10.0.0.1", 1);
        assertTrue(gate.mayTry(from, "rtmfp"));
        assertTrue(gate.mayTry(from, "rtmfp"));
        assertNotNull(gate.enter(from, "rtmfp"));
        assertNull(gate.enter(from, "rtmfp"));
        assertFalse(gate.mayTry(from, "rtmfp"));
    }

    private static final AddressRanges PROXIES = new AddressRanges(List.of(AddressRange.parse("10.0.0.9")));

    private static Admission proxied(ConnectionGate gate) {
        var admission = gate.door("rtmp", PROXIES).admit(new InetSocketAddress("10.0.0.9", 5000));
        assertNotNull(admission);
        return admission;
    }

    private static boolean settle(Admission admission, String client) {
        return admission.settle(new InetSocketAddress(client, 6000));
    }

    @Test
    void countsProxiedConnectionsForTheAddressThatTheProxyReports() {
        var gate = gate(0, 1, 0);
        var first = proxied(gate);
        var second = proxied(gate);
        var third = proxied(gate);
        assertTrue(settle(first, "10.0.0.1"));
        assertFalse(settle(second, "10.0.0.1"));
        assertEquals(1, count(RefusalReason.CONNECTIONS_PER_ADDRESS));
        assertTrue(settle(third, "10.0.0.2"));
        assertNull(admit(gate, "10.0.0.1"), "no matter how it comes");
        second.leave();
        assertNull(admit(gate, "10.0.0.1"), "a refused connection gives nothing back");
        first.leave();
        admitted(gate, "10.0.0.1");
    }

    @Test
    void countsProxiedConnectionsAmongAllBeforeTheirAddressIsKnown() {
        var gate = gate(2, 0, 0);
        var first = proxied(gate);
        proxied(gate);
        assertNull(gate.door("rtmp", PROXIES).admit(new InetSocketAddress("10.0.0.9", 1)));
        assertNull(admit(gate, "10.0.0.1"));
        assertEquals(2, count(RefusalReason.CONNECTIONS));
        assertTrue(settle(first, "10.0.0.1"), "it has its place already");
        first.leave();
        first.leave();
        admitted(gate, "10.0.0.1");
        assertNull(admit(gate, "10.0.0.1"));
    }

    @Test
    void limitsTheRateOfTheAddressThatTheProxyReports() {
        var gate = gate(0, 0, 1);
        assertTrue(settle(proxied(gate), "10.0.0.1"));
        assertFalse(settle(proxied(gate), "10.0.0.1"));
        assertEquals(1, count(RefusalReason.CONNECT_RATE));
        assertTrue(settle(proxied(gate), "10.0.0.2"));
        assertTrue(settle(proxied(gate), "10.0.0.9"), "the proxy for itself");
        assertFalse(settle(proxied(gate), "10.0.0.9"));
    }

    @Test
    void settlesOnceAndNotAfterwards() {
        var gate = gate(0, 1, 0);
        var direct = admitted(gate, "10.0.0.1");
        assertTrue(settle(direct, "10.0.0.2"));
        var gone = proxied(gate);
        gone.leave();
        assertTrue(settle(gone, "10.0.0.2"));
        admitted(gate, "10.0.0.2");
        direct.leave();
        admitted(gate, "10.0.0.1");
    }
}
