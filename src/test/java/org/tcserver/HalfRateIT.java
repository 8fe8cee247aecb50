package org.tcserver;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.tcserver.testing.LivePublisher;
import org.tcserver.testing.MachineLag;
import org.tcserver.testing.RtmpClient;
import org.tcserver.testing.RtmpClientSettings;
import org.tcserver.testing.RtwsClient;
import org.tcserver.testing.ServerProcess;
import org.tcserver.testing.StatusClient;
import org.tcserver.testing.Viewer;

/**
 * Viewers that read half the rate of a stream. The backlog must be in the server's queue, not in the kernel or the
 * client.
 */
@Isolated
class HalfRateIT {
    private static final Duration LENGTH = Duration.ofSeconds(12);
    private static final int RATE = LivePublisher.BYTES_PER_SECOND / 2;
    private static final int RECEIVE_BUFFER = 64 << 10;

    /** One second of the stream. The window allows half of that, but a keyframe may exceed it. */
    private static final long MOST_IN_FLIGHT = RATE;

    private static final long MOST_QUEUE_AGE_MILLIS = 2_500;
    private static final long MOST_DELAY_MILLIS = 2_500;

    private record Watched(Viewer viewer, LongSupplier received, List<Long> inFlight) {}

    @Test
    void halfAStreamIsNeverMoreThanASecondInFlight() throws Exception {
        try (var lag = new MachineLag();
                var server = ServerProcess.startRtws("-s", "127.0.0.1:0", "--metrics", "127.0.0.1:0");
                var publisher = RtmpClient.connected(server.port(), "live");
                var asked = client(server.port(), RtmpClientSettings.AS_ASKED);
                var mute = client(server.port(), RtmpClientSettings.NEVER);
                var simple = client(server.port("rtmp-simple"), RtmpClientSettings.NEVER);
                var web = new RtwsClient.Settings(server.port("rtws"), RECEIVE_BUFFER, RATE, "").open()) {
            var watched = List.of(
                    new Watched(
                            Viewer.of("acknowledging", asked, "live", "s"), asked::receivedBytes, new ArrayList<>()),
                    new Watched(Viewer.of("mute", mute, "live", "s"), mute::receivedBytes, new ArrayList<>()),
                    new Watched(Viewer.of("simple", simple, "live", "s"), simple::receivedBytes, new ArrayList<>()),
                    new Watched(Viewer.of("web", web, "live", "s"), web::receivedBytes, new ArrayList<>()));
            var live = new LivePublisher(publisher, publisher.publish("s"));
            var publishing = CompletableFuture.runAsync(() -> live.publish(LENGTH), Thread::startVirtualThread);
            long oldest = sampleUntil(publishing, StatusClient.of(server), watched);
            publisher.command(1, "closeStream");
            assertTrue(oldest <= lag.allow(MOST_QUEUE_AGE_MILLIS), () -> oldest + " ms in the queue; " + lag);
            for (var each : watched) {
                each.viewer.watchUntilTheEnd();
                assertNearThePresent(each, live, lag);
            }
        }
    }

    private static RtmpClient client(int port, int acknowledging) throws Exception {
        return RtmpClient.to(port)
                .withReceiveBuffer(RECEIVE_BUFFER)
                .readingAt(RATE)
                .acknowledging(acknowledging)
                .open();
    }

    /** Samples the bytes in flight repeatedly. Returns the greatest age of a queue in milliseconds. */
    private static long sampleUntil(CompletableFuture<Void> end, StatusClient status, List<Watched> watched)
            throws Exception {
        double oldest = 0;
        while (!end.isDone()) {
            for (var entry : clients(status)) {
                oldest = Math.max(oldest, number(entry, "queueAge"));
                for (var each : watched) {
                    if (each.viewer.client().localAddress().equals(entry.get("address"))) {
                        each.inFlight.add((long) number(entry, "bytesOut") - each.received.getAsLong());
                    }
                }
            }
        }
        end.join();
        return (long) (oldest * 1_000);
    }

    private static void assertNearThePresent(Watched watched, LivePublisher live, MachineLag lag) {
        var name = watched.viewer.name();
        var settled = watched.inFlight.subList(watched.inFlight.size() / 2, watched.inFlight.size()).stream()
                .sorted()
                .toList();
        long median = settled.get(settled.size() / 2);
        assertTrue(median <= MOST_IN_FLIGHT, () -> name + ": " + median + " bytes in flight");
        watched.viewer.assertAllAudio(live.audioSentNanos());
        Viewer.assertDelay(name, watched.viewer.video(), live.videoSentNanos(), MOST_DELAY_MILLIS, lag);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> clients(StatusClient status) throws Exception {
        return (List<Map<String, Object>>)
                Objects.requireNonNull(status.list("/api/clients").members().get("clients"));
    }

    private static double number(Map<String, Object> entry, String name) {
        return entry.get(name) instanceof Double number ? number : 0;
    }
}
