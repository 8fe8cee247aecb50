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
        return gate.door("rtmp").admit(new InetSocketAddress(host, 5000));
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

    /** Whoever has that many addresses is not held up by a rate for each; the others still are. */
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
}
