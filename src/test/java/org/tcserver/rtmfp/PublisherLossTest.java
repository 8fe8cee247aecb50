package org.tcserver.rtmfp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcserver.testing.SimulatedLink;

/** Measures how much of a stream the server receives over a lossy path from a publisher with another engine. */
final class PublisherLossTest {
    private static final int SECONDS = 30;
    private static final long FIRST_SEED = 91;
    private static final int SEEDS = 3;

    /** Seconds after which even the last message is either here or expired. */
    private static final int REST_SECONDS = 3;

    /** Loss and delay apply both ways. */
    @ParameterizedTest
    @CsvSource({"0, 20, 900", "0.02, 20, 700", "0.01, 50, 400", "0.05, 50, 30"})
    void receivesMostFramesOverLossyPath(double loss, int oneWayMillis, int leastFrames) {
        assertReceives(leastFrames, () -> path(loss, oneWayMillis));
    }

    /**
     * The window of such a publisher grows with the first of several acknowledgements that it reads together. So we must
     * not acknowledge the first two of many fragments that arrived together, but all of them.
     */
    @ParameterizedTest
    @CsvSource({"0.02, 20, 700", "0.01, 50, 400"})
    void receivesMostFramesThoughBothSidesReadInBatches(double loss, int oneWayMillis, int leastFrames) {
        assertReceives(leastFrames, () -> path(loss, oneWayMillis).batchMillis(2));
    }

    private static SimulatedLink path(double loss, int oneWayMillis) {
        return new SimulatedLink().loss(loss).delayMillis(oneWayMillis).bottleneck(20_000_000, 750_000);
    }

    private static void assertReceives(int leastFrames, Supplier<SimulatedLink> paths) {
        int frames = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            var network = new SimulatedNetwork(seed);
            var server = network.addPeer(1);
            var client = network.addPeer(2);
            network.connect(client, server);
            network.everywhere(paths.get());
            var publisher = new ModelPublisher(network, client, server);
            publisher.publish(SECONDS);
            network.runMillis((SECONDS + REST_SECONDS) * 1000L);

            var session = server.session();
            frames += session.receiver("live video").arrivals.size();
            assertEquals(
                    publisher.sounds(),
                    session.receiver("live audio").arrivals.size(),
                    "no audio is lost; seed " + seed);
        }
        int average = frames / SEEDS;
        assertTrue(average >= leastFrames, average + " of " + SECONDS * ModelPublisher.FRAMES_PER_SECOND + " frames");
    }
}
