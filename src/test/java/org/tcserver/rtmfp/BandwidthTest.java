package org.tcserver.rtmfp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.flow.FlowMessage;
import org.tcserver.flow.FlowPriority;
import org.tcserver.flow.FlowSource;
import org.tcserver.flow.SendFlow;
import org.tcserver.tc.Deadlines;
import org.tcserver.tc.GopChain;
import org.tcserver.tc.MessageType;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.ProtocolFigures;
import org.tcserver.tc.QueueLimits;
import org.tcserver.tc.SendQueue;
import org.tcserver.tc.TcMessage;
import org.tcserver.testing.SimulatedLink;
import org.tcserver.testing.TestMemory;
import org.tcserver.wire.Bytes;

final class BandwidthTest {
    @ParameterizedTest
    @ValueSource(ints = {10, 20})
    void aCleanPathIsFilled(int oneWayMillis) {
        var network = new SimulatedNetwork(41);
        var client = network.addPeer(1);
        var server = network.addPeer(2);
        network.everywhere(new SimulatedLink().delayMillis(oneWayMillis));
        network.link(
                client, server, new SimulatedLink().delayMillis(oneWayMillis).bottleneck(50_000_000, 125_000));
        client.open(server);
        network.runMillis(200);
        client.session().openFlow("x", FlowPriority.ROUTINE).sendForEver(FlowTransferTest.pattern(20_000));
        network.runMillis(3000);
        var receiver = server.session().receiver("x");
        long before = receiver.bytes;
        network.runMillis(5000);
        double megabits = (receiver.bytes - before) * 8 / 5.0 / 1e6;
        assertTrue(megabits > 45, megabits + " Mbit/s");
    }

    @ParameterizedTest
    @ValueSource(longs = {51, 52, 53})
    void twoSessionsShareABottleneck(long seed) {
        var network = new SimulatedNetwork(seed);
        var link = new SimulatedLink().delayMillis(20).bottleneck(4_000_000, 25_000);
        network.everywhere(link);
        var server = network.addPeer(1);
        var clients = new SimulatedPeer[] {network.addPeer(2), network.addPeer(3)};
        var receivers = new SimulatedReceiver[2];
        for (int i = 0; i < 2; i++) {
            network.link(clients[i], server, new SimulatedLink().delayMillis(20).accessJitterMillis(5));
            network.connect(clients[i], server);
            server.session().openFlow("x", FlowPriority.ROUTINE).sendForEver(FlowTransferTest.pattern(3000));
            network.runMillis(2000);
            receivers[i] = clients[i].session().receiver("x");
        }
        network.runMillis(20_000);
        long[] before = {receivers[0].bytes, receivers[1].bytes};
        network.runMillis(60_000);
        double first = receivers[0].bytes - before[0];
        double second = receivers[1].bytes - before[1];
        double ratio = Math.max(first, second) / Math.min(first, second);
        assertTrue(ratio < 1.5, "seed " + seed + ": " + first + " to " + second);
        double share = (first + second) * 8 / 60 / 4e6;
        assertTrue(share > 0.85, "seed " + seed + ": only " + share + " of the bottleneck");
    }

    @Test
    void audioFlowsWhereVideoWantsThreeTimesTheBandwidth() {
        var network = new SimulatedNetwork(61)
                .everywhere(new SimulatedLink().delayMillis(30).bottleneck(1_000_000, 20_000));
        var server = network.addPeer(1);
        var client = network.addPeer(2);
        client.open(server);
        network.runMillis(300);
        var queue = new SendQueue(
                new QueueLimits(8 << 20), TestMemory.account(1 << 28), new ProtocolFigures().open("test"));
        var session = server.session().session;
        var audio = new LaneSource(queue);
        audio.flow = session.open(Bytes.ofUtf8("audio"), null, FlowPriority.IMMEDIATE, audio);
        var video = new LaneSource(queue);
        video.flow = session.open(Bytes.ofUtf8("video"), null, FlowPriority.ROUTINE, video);

        var chains = new GopChain[] {new GopChain()};
        int seconds = 30;
        network.every(20_000, seconds * 50, () -> {
            long now = network.nowNanos();
            var deadlines = new Deadlines(now + 2_200_000_000L, now + 2_300_000_000L, 4_400_000_000L);
            audio.offer(Outgoing.expiring(1, message(MessageType.AUDIO, 160), 0, deadlines), now);
        });
        var frames = new int[1];
        network.every(40_000, seconds * 25, () -> {
            long now = network.nowNanos();
            var deadlines = new Deadlines(now + 2_000_000_000L, now + 2_100_000_000L, 4_000_000_000L);
            if (frames[0]++ % 50 == 0) {
                chains[0].expire(now + 100_000_000L, now + 100_000_000L);
                chains[0] = new GopChain();
                video.offer(Outgoing.keyframe(1, message(MessageType.VIDEO, 75_000), 0, deadlines, chains[0]), now);
            } else {
                video.offer(Outgoing.link(1, message(MessageType.VIDEO, 13_500), 0, deadlines, chains[0]), now);
            }
        });
        network.runMillis((seconds + 5) * 1000L);

        var heard = client.session().receiver("audio");
        assertEquals(seconds * 50, heard.arrivals.size(), "no audio is lost");
        long worst = 0;
        for (int i = 1; i < heard.arrivals.size(); i++) {
            worst = Math.max(
                    worst,
                    heard.arrivals.get(i).nanos() - heard.arrivals.get(i - 1).nanos());
        }
        assertTrue(worst < 700_000_000L, "audio paused for " + worst / 1_000_000 + " ms");
        var seen = client.session().receiver("video");
        double kilobits = seen.bytes * 8 / 1000.0 / seconds;
        assertTrue(kilobits > 500, kilobits + " kbit/s of video");
        assertTrue(queue.dropped() > 300, "dropped " + queue.dropped());
    }

    private static TcMessage message(int type, int length) {
        return new TcMessage(type, 0, Bytes.wrap(new byte[length]));
    }

    private static final class LaneSource implements FlowSource {
        private final SendQueue queue;
        private final SendQueue.Lane lane;
        private @Nullable SendFlow flow;

        LaneSource(SendQueue queue) {
            this.queue = queue;
            lane = queue.addLane();
        }

        void offer(Outgoing out, long now) {
            queue.offer(lane, out, now);
            if (flow != null) {
                flow.ready();
            }
        }

        @Override
        public @Nullable FlowMessage next(long nowNanos) {
            var out = lane.isEmpty() ? null : queue.poll(lane, nowNanos);
            return out == null ? null : FlowMessage.of(out);
        }

        @Override
        public void rejected(long exceptionCode) {
            throw new AssertionError();
        }
    }
}
