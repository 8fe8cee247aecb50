package org.tcserver.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tcserver.window.SimulatedClient.MILLI;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tcserver.window.SimulatedClient.Acks;

/** Whole clients on whole paths: the window must neither starve them nor let delay grow. */
class SendWindowSimulationTest {
    private static final double[] MEGABITS_PER_SECOND = {0.3, 1, 2.5, 10, 50};
    private static final long[] ROUND_TRIPS_MILLIS = {0, 20, 100, 300};
    private static final long[] RECEIVE_BUFFERS = {64 << 10, 512 << 10, 6 << 20};
    private static final long START_NANOS = Long.MAX_VALUE - 7_000 * MILLI;

    private record Path(double megabits, long roundTripMillis, long receiveBuffer) {
        SimulatedClient client(Acks acks) {
            return new SimulatedClient(megabits, roundTripMillis, receiveBuffer, acks, START_NANOS);
        }
    }

    private static List<Path> paths() {
        var paths = new ArrayList<Path>();
        for (double megabits : MEGABITS_PER_SECOND) {
            for (long roundTripMillis : ROUND_TRIPS_MILLIS) {
                for (long receiveBuffer : RECEIVE_BUFFERS) {
                    paths.add(new Path(megabits, roundTripMillis, receiveBuffer));
                }
            }
        }
        return paths;
    }

    private static List<Path> pathsOf(long receiveBuffer) {
        return paths().stream()
                .filter(path -> path.receiveBuffer == receiveBuffer)
                .toList();
    }

    /** Round trip and half a second, a step of acknowledgements, and a margin for what was measured in bursts. */
    private static long allowedInFlight(Path path, SimulatedClient client) {
        return 10_000 + (long) (client.bestBytesPerMilli() * (path.roundTripMillis + 500) * 1.45);
    }

    private static void assertThroughput(SimulatedClient client, long millis, String what) {
        long before = client.read;
        client.run(millis);
        double share = (client.read - before) / (client.bestBytesPerMilli() * millis);
        assertTrue(share >= 0.95, what + ": " + share + " of the path is used");
    }

    @ParameterizedTest
    @EnumSource
    void everyClientGetsWhatItsPathCarries(Acks acks) {
        for (var path : paths()) {
            var client = path.client(acks);
            client.run(15_000);
            assertThroughput(client, 15_000, path + " " + acks);
            assertTrue(client.maxKernelBytes <= 1 << 20, path + " " + acks + ": kernel " + client.maxKernelBytes);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EVERY_10_KB", "EVERY_5_KB", "EVERY_WINDOW", "EVERY_HALF_WINDOW"})
    void delayIsBoundedForClientsThatAcknowledge(Acks acks) {
        for (var path : paths()) {
            var client = path.client(acks);
            client.run(15_000);
            long allowed = allowedInFlight(path, client);
            for (int i = 0; i < 1_000; i++) {
                client.run(10);
                assertTrue(
                        client.inFlight() <= allowed,
                        path + " " + acks + ": " + client.inFlight() + " in flight, allowed " + allowed);
            }
        }
    }

    @Test
    void anEvenReaderOfHalfTheStreamHasHalfASecondInFlight() {
        for (var acks : List.of(Acks.EVERY_WINDOW, Acks.EVERY_HALF_WINDOW)) {
            for (long receiveBuffer : RECEIVE_BUFFERS) {
                var client = new Path(1_000, 0, receiveBuffer).client(acks);
                client.readBytesPerMilli = 1_250 / 8.0;
                client.run(10_000, stream(client, 2_500));
                for (int i = 0; i < 1_000; i++) {
                    client.run(10, stream(client, 2_500));
                    double seconds = client.inFlight() / client.readBytesPerMilli / 1_000;
                    assertTrue(seconds <= 0.6, acks + " " + receiveBuffer + ": " + seconds + " s in flight");
                }
            }
        }
    }

    @Test
    void aHealthyViewerIsAskedForFewAcknowledgements() {
        for (var acks : List.of(Acks.EVERY_WINDOW, Acks.EVERY_HALF_WINDOW)) {
            var client = new Path(50, 40, 6 << 20).client(acks);
            client.run(20_000, stream(client, 2_500));
            long before = client.ackCount + client.answerCount;
            client.run(20_000, stream(client, 2_500));
            long count = client.ackCount + client.answerCount - before;
            assertTrue(count <= 20 * 3, acks + ": " + count + " in 20 s");
            assertEquals(0, client.window.ackWindow(0), "no acknowledgements are wished for");
        }
    }

    @Test
    void aHealthyViewerGetsKeyframesWithoutDelay() {
        var client = new Path(50, 40, 6 << 20).client(Acks.EVERY_WINDOW);
        client.run(20_000, stream(client, 2_500));
        long demand = client.written + 200_000;
        client.run(200, () -> demand);
        assertTrue(client.read >= demand, client.read + " of " + demand);
    }

    @ParameterizedTest
    @EnumSource(names = "NEVER", mode = EnumSource.Mode.EXCLUDE)
    void aClientThatStopsAcknowledgingGoesOn(Acks acks) {
        for (var path : paths()) {
            for (long stopMillis : new long[] {300, 5_000}) {
                var client = path.client(acks);
                client.stopsAckingAt = stopMillis;
                client.run(stopMillis + 20_000);
                assertThroughput(client, 5_000, path + " " + acks + " until " + stopMillis);
            }
        }
    }

    @Test
    void aClientThatIsLateWithItsFirstAcknowledgementAndThenSilentGoesOn() {
        for (var path : paths()) {
            var client = path.client(Acks.EVERY_250_KB);
            client.stopsAckingAt = (long) (400_000 / client.bestBytesPerMilli());
            client.run(client.stopsAckingAt + 25_000);
            assertThroughput(client, 10_000, path.toString());
        }
    }

    @Test
    void aClientThatCountsTooLittleStallsLessAndLess() {
        for (double megabits : MEGABITS_PER_SECOND) {
            var path = new Path(megabits, 100, 512 << 10);
            var client = path.client(Acks.EVERY_10_KB);
            client.countsOf = 0.98;
            client.run(300_000);
            assertThroughput(client, 600_000, path.toString());
        }
    }

    @Test
    void aClientThatCountsTooMuchGoesOn() {
        for (var path : pathsOf(512 << 10)) {
            var client = path.client(Acks.EVERY_10_KB);
            client.countsOf = 1.02;
            client.run(60_000);
            assertThroughput(client, 20_000, path.toString());
        }
    }

    @Test
    void aClientMayCountTheHandshake() {
        for (var path : pathsOf(64 << 10)) {
            var client = path.client(Acks.EVERY_10_KB);
            client.countedBefore = SendWindowParameters.MISCOUNT_SLACK;
            client.run(15_000);
            assertThroughput(client, 15_000, path.toString());
            assertTrue(
                    client.inFlight() <= allowedInFlight(path, client) + SendWindowParameters.MISCOUNT_SLACK,
                    path.toString());
        }
    }

    @Test
    void afterAFastPathTurnsSlowDelayFallsAgain() {
        for (var acks : List.of(Acks.EVERY_WINDOW, Acks.EVERY_HALF_WINDOW, Acks.EVERY_5_KB)) {
            var client = new Path(50, 40, 6 << 20).client(acks);
            client.run(20_000, stream(client, 2_500));
            client.linkFactor = 0.02;
            long atChange = client.written;
            long demandBase = atChange - client.millis * 2_500 / 8;
            client.run(4_000, () -> demandBase + client.millis * 2_500 / 8);
            for (int i = 0; i < 1_000; i++) {
                client.run(10, () -> demandBase + client.millis * 2_500 / 8);
                assertTrue(
                        client.inFlight() <= 125 * 600,
                        acks + ": " + client.inFlight() + " in flight at " + client.millis);
            }
        }
    }

    @Test
    void anOutageIsNotFilledWithStaleBytes() {
        var client = new Path(5, 40, 6 << 20).client(Acks.EVERY_HALF_WINDOW);
        client.run(20_000);
        client.linkFactor = 0;
        client.run(2_500);
        assertTrue(client.inFlight() <= 625 * 650, client.inFlight() + " in flight");
        client.linkFactor = 1;
        client.run(2_000);
        assertThroughput(client, 5_000, "after the outage");
        assertTrue(client.inFlight() <= 625 * 600, client.inFlight() + " in flight");
    }

    private static LongSupplier stream(SimulatedClient client, long kilobitsPerSecond) {
        return () -> client.millis * kilobitsPerSecond / 8 / 8_192 * 8_192;
    }
}
