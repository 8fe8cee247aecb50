package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.tcserver.rtmfp.crypto.EndpointDiscriminator;
import org.tcserver.testing.LossyForwarder;
import org.tcserver.testing.RtmfpPeer;
import org.tcserver.testing.RtmfpPeerSettings;
import org.tcserver.testing.RtmfpReceiver;
import org.tcserver.testing.SimulatedLink;
import org.tcserver.wire.Bytes;

/**
 * Measures throughput at a bottleneck, between endpoints with real sockets. The bounds are wide, because everything
 * shares one machine that may be busy. Tests with a simulated network measure the engine precisely.
 */
@Isolated
class RtmfpBandwidthIT {
    private static final Bytes MESSAGE = Bytes.wrap(new byte[8_000]);
    private static final long WARM_UP_MILLIS = 2_000;
    private static final long MEASURED_MILLIS = 2_500;
    /** Retries, because other load on the machine is temporary. */
    private static final int MOST_WINDOWS = 10;

    /**
     * Measures the rates of sessions from {@code senders} peers to another peer, in bits per second. Returns the first
     * measurement with the wanted rates, or the last one.
     */
    private static List<Double> rates(int senders, SimulatedLink bottleneck, Predicate<List<Double>> wanted)
            throws Exception {
        var peers = new ArrayList<RtmfpPeer>();
        try (var receiver = new RtmfpPeer(RtmfpPeerSettings.usual());
                var forwarder = new LossyForwarder(receiver.address(), 1)
                        .links(bottleneck, new SimulatedLink().delayMillis(10))) {
            var received = new ArrayList<RtmfpReceiver>();
            for (int i = 0; i < senders; i++) {
                var peer = new RtmfpPeer(RtmfpPeerSettings.usual());
                peers.add(peer);
                var session =
                        peer.open(EndpointDiscriminator.ofFingerprint(receiver.fingerprint()), forwarder.address());
                session.openFlow(Bytes.ofUtf8("flow " + i)).sendForEver(MESSAGE);
                var flow = receiver.awaitSession().awaitFlow();
                flow.countOnly();
                received.add(flow);
            }
            pause(WARM_UP_MILLIS);
            var rates = measured(received);
            for (int i = 1; i < MOST_WINDOWS && !wanted.test(rates); i++) {
                rates = measured(received);
            }
            return rates;
        } finally {
            peers.forEach(RtmfpPeer::close);
        }
    }

    private static List<Double> measured(List<RtmfpReceiver> received) throws InterruptedException {
        var before = received.stream().map(RtmfpReceiver::bytes).toList();
        long start = System.nanoTime();
        pause(MEASURED_MILLIS);
        double seconds = (System.nanoTime() - start) / 1e9;
        var rates = new ArrayList<Double>();
        for (int i = 0; i < received.size(); i++) {
            rates.add((received.get(i).bytes() - before.get(i)) * 8 / seconds);
        }
        return rates;
    }

    /** Waits for time to pass, because the test measures a rate and there is no event to wait for. */
    private static void pause(long millis) throws InterruptedException {
        assertTrue(!new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS));
    }

    @Test
    void aCleanPathIsFilled() throws Exception {
        Predicate<List<Double>> isFilled = rates -> rates.getFirst() > 15e6;
        var rates = rates(1, new SimulatedLink().delayMillis(10).bottleneck(50_000_000, 250_000), isFilled);
        assertTrue(isFilled.test(rates), rates::toString);
    }

    @Test
    void aBottleneckIsShared() throws Exception {
        var rates =
                rates(2, new SimulatedLink().delayMillis(10).bottleneck(8_000_000, 40_000), RtmfpBandwidthIT::areFair);
        assertTrue(areFair(rates), rates::toString);
    }

    private static boolean areFair(List<Double> rates) {
        double sum = rates.get(0) + rates.get(1);
        double ratio = Math.max(rates.get(0), rates.get(1)) / Math.min(rates.get(0), rates.get(1));
        return sum > 4e6 && ratio < 3;
    }
}
