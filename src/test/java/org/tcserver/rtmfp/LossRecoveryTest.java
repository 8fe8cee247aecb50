package org.tcserver.rtmfp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.flow.FlowPriority;
import org.tcserver.rtmfp.SimulatedStream.Media;
import org.tcserver.testing.SimulatedLink;
import org.tcserver.wire.Bytes;

/** Checks how soon the engine recovers lost data. */
final class LossRecoveryTest {
    private static final long MILLI = 1_000_000L;
    private static final int ONE_WAY_MILLIS = 20;

    /** Fast, but datagrams still arrive one after the other, so each second one is acknowledged. */
    private static final long FAST = 100_000_000;

    private static final int DEEP = 1_000_000;

    private final SimulatedNetwork network = new SimulatedNetwork(81);
    private final SimulatedPeer server = network.addPeer(1);
    private final SimulatedPeer client = network.addPeer(2);
    private final SimulatedLink down =
            new SimulatedLink().delayMillis(ONE_WAY_MILLIS).bottleneck(FAST, DEEP);
    private final SimulatedLink up =
            new SimulatedLink().delayMillis(ONE_WAY_MILLIS).bottleneck(FAST, DEEP);

    @BeforeEach
    void connect() {
        network.link(server, client, down);
        network.link(client, server, up);
        network.connect(client, server);
        network.runMillis(100);
    }

    private static double longestPauseMillis(SimulatedReceiver receiver) {
        double longest = 0;
        for (int i = 1; i < receiver.arrivals.size(); i++) {
            long pause = receiver.arrivals.get(i).nanos()
                    - receiver.arrivals.get(i - 1).nanos();
            longest = Math.max(longest, pause / 1e6);
        }
        return longest;
    }

    @Test
    void lostAcknowledgementsOfAWholeWindowAreNoTimeout() {
        var source = server.session().openFlow("x", FlowPriority.ROUTINE);
        network.every(500, 20_000, () -> source.send(FlowTransferTest.pattern(1000)));
        network.runMillis(2000);
        up.blackout(network.nowNanos(), network.nowNanos() + 60 * MILLI);
        network.runMillis(2000);

        assertEquals(0, server.endpoint().figures().fragmentsTimedOut());
        double pause = longestPauseMillis(client.session().receiver("x"));
        assertTrue(pause < 200, "five round trips are long enough: " + pause);
    }

    @Test
    void manySmallMessagesWhoseAcknowledgementsGetLostAreNoTimeout() {
        var source = server.session().openFlow("x", FlowPriority.IMMEDIATE);
        network.every(30_000, 200, () -> source.send(FlowTransferTest.pattern(100)));
        network.runMillis(2000);
        up.blackout(network.nowNanos(), network.nowNanos() + 230 * MILLI);
        network.runMillis(2000);

        assertEquals(0, server.endpoint().figures().fragmentsTimedOut());
        double pause = longestPauseMillis(client.session().receiver("x"));
        assertTrue(pause < 200, "five round trips are long enough: " + pause);
    }

    @Test
    void nothingIsOutstandingForLongerThanTheTimeoutWhileOthersArrive() {
        var rare = server.session().openFlow("rare", FlowPriority.IMMEDIATE);
        var steady = server.session().openFlow("steady", FlowPriority.IMMEDIATE);
        rare.send(Bytes.of(1));
        network.every(120_000, 30, () -> steady.send(Bytes.of(2)));
        network.runMillis(1500);

        long sent = network.nowNanos();
        down.blackout(sent, sent + MILLI);
        rare.send(Bytes.of(3));
        network.runMillis(2000);

        var arrivals = client.session().receiver("rare").arrivals;
        assertEquals(2, arrivals.size());
        double millis = (arrivals.getLast().nanos() - sent) / 1e6;
        assertTrue(millis < 350, "took " + millis + " ms");
        assertEquals(0, server.endpoint().figures().fragmentsTimedOut());
    }

    /** Two packets more, and then one for each timeout, which come ever more rarely (RFC 7016 §3.5.2.2). */
    @Test
    void silenceIsMetWithPatience() {
        down.bottleneck(10_000_000, 20_000);
        server.session().openFlow("x", FlowPriority.ROUTINE).sendForEver(FlowTransferTest.pattern(1000));
        network.runMillis(2000);
        up.blackout(network.nowNanos(), Long.MAX_VALUE);
        network.runMillis(ONE_WAY_MILLIS);
        long before = network.datagrams();
        client.endpoint().abort(network.nowNanos());
        network.runMillis(200);
        assertEquals(3, network.datagrams() - before, "the good-bye of the far end, and two");
        network.runMillis(10_000);
        long patient = network.datagrams() - before - 3;
        assertTrue(patient >= 5 && patient <= 9, patient + " packets");
    }

    /** AAC and AVC at some 250 kbit/s, for ten minutes, at 5 % loss both ways and 40 ms there and back. */
    @ParameterizedTest
    @ValueSource(longs = {1007, 1019, 1020, 1038, 1047})
    void soundNeverPausesForLong(long seed) {
        var stream = publish(seed, new Media(60_000, 120, 60_000, 1500, 8000, true), 600);
        assertEquals(stream.audioSent(), stream.audioDelays().size(), "no sound is lost; seed " + seed);
        assertTrue(longest(stream.audioDelays()) < 600, "seed " + seed + ": " + longest(stream.audioDelays()));
        assertTrue(longest(stream.videoDelays()) < 900, "seed " + seed + ": " + longest(stream.videoDelays()));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 50, 100})
    void soundNeverPausesForLongBesideMoreVideoThanPasses(int roundTripMillis) {
        down.delayMillis(roundTripMillis / 2.0).loss(0.05);
        up.delayMillis(roundTripMillis / 2.0).loss(0.05);
        var stream = new SimulatedStream(network, server, client);
        stream.publish(Media.of(2500, true), 300);
        network.runMillis(305_000);
        assertEquals(stream.audioSent(), stream.audioDelays().size(), "no sound is lost");
        assertTrue(longest(stream.audioDelays()) < 600, "" + longest(stream.audioDelays()));
    }

    private static SimulatedStream publish(long seed, Media media, int seconds) {
        var network = new SimulatedNetwork(seed)
                .everywhere(new SimulatedLink()
                        .delayMillis(ONE_WAY_MILLIS)
                        .loss(0.05)
                        .bottleneck(FAST, DEEP));
        var server = network.addPeer(1);
        var client = network.addPeer(2);
        network.connect(client, server);
        network.runMillis(100);
        var stream = new SimulatedStream(network, server, client);
        stream.publish(media, seconds);
        network.runMillis(seconds * 1000L + 5000);
        return stream;
    }

    private static double longest(List<Double> delays) {
        return delays.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
