package org.tcserver.rtmfp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
import org.tcserver.testing.TestMemory;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.ByteWriter;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/** Sound and pictures on their way from a peer in a {@link SimulatedNetwork} to another, with the usual deadlines. */
final class SimulatedStream {
    private static final long MILLI = 1_000_000L;
    private static final int TC_HEAD_BYTES = 5;

    /** Message intervals and sizes, and whether a keyframe expires the media before it. */
    record Media(int audioMicros, int audioBytes, int videoMicros, int videoBytes, int keyframeBytes, boolean expires) {
        static final int FRAMES_PER_GOP = 50;

        /** AAC at 43 messages a second, and video of so many kbit/s, of which a keyframe takes as much as ten pictures. */
        static Media of(int kilobits, boolean expires) {
            int bytesPerGop = kilobits * 1000 / 8 * 2;
            int picture = bytesPerGop / (FRAMES_PER_GOP + 9);
            return new Media(23_220, 180, 40_000, picture, 10 * picture, expires);
        }
    }

    private final SimulatedNetwork network;
    private final SimulatedPeer to;
    private final SendQueue queue =
            new SendQueue(new QueueLimits(8 << 20), TestMemory.account(1 << 28), new ProtocolFigures().open("test"));
    private final Lane audio;
    private final Lane video;
    private GopChain chain = new GopChain();

    /** Both have a session with each other. */
    SimulatedStream(SimulatedNetwork network, SimulatedPeer from, SimulatedPeer to) {
        this.network = network;
        this.to = to;
        var session = from.session().session;
        audio = new Lane("audio");
        audio.flow = session.open(Bytes.ofUtf8("audio"), null, FlowPriority.IMMEDIATE, audio);
        video = new Lane("video");
        video.flow = session.open(Bytes.ofUtf8("video"), null, FlowPriority.ROUTINE, video);
    }

    /** Publishes from now on for so long. */
    void publish(Media media, int seconds) {
        network.every(media.audioMicros(), seconds * 1_000_000 / media.audioMicros(), () -> audio(media));
        network.after(
                7,
                () -> network.every(
                        media.videoMicros(), seconds * 1_000_000 / media.videoMicros(), () -> video(media)));
    }

    private void audio(Media media) {
        long now = network.nowNanos();
        var deadlines = new Deadlines(now + 2200 * MILLI, now + 2300 * MILLI, now + 4400 * MILLI);
        audio.offer(Outgoing.expiring(1, audio.message(MessageType.AUDIO, media.audioBytes()), 0, deadlines));
    }

    private void video(Media media) {
        long now = network.nowNanos();
        var deadlines = new Deadlines(now + 2000 * MILLI, now + 2100 * MILLI, now + 4000 * MILLI);
        if (video.sent.size() % Media.FRAMES_PER_GOP == 0) {
            if (media.expires()) {
                chain.expire(now + 100 * MILLI, now + 100 * MILLI);
            }
            chain = new GopChain();
            var keyframe = video.message(MessageType.VIDEO, media.keyframeBytes());
            video.offer(Outgoing.keyframe(1, keyframe, 0, deadlines, chain));
        } else {
            var picture = video.message(MessageType.VIDEO, media.videoBytes());
            video.offer(Outgoing.link(1, picture, 0, deadlines, chain));
        }
    }

    int audioSent() {
        return audio.sent.size();
    }

    int videoSent() {
        return video.sent.size();
    }

    /** Returns the delay of each message that arrived, in milliseconds. */
    List<Double> audioDelays() {
        return audio.delays();
    }

    List<Double> videoDelays() {
        return video.delays();
    }

    private final class Lane implements FlowSource {
        private final String name;
        private final SendQueue.Lane lane = queue.addLane();
        private final List<Long> sent = new ArrayList<>();
        private @Nullable SendFlow flow;

        Lane(String name) {
            this.name = name;
        }

        TcMessage message(int type, int length) {
            var payload = new ByteWriter(length).u32(sent.size()).bytes(Bytes.wrap(new byte[length - 4]));
            sent.add(network.nowNanos());
            return new TcMessage(type, 0, payload.toBytes());
        }

        void offer(Outgoing out) {
            queue.offer(lane, out, network.nowNanos());
            if (flow != null) {
                flow.ready();
            }
        }

        List<Double> delays() {
            return to.session().receiver(name).arrivals.stream()
                    .map(arrival -> (arrival.nanos() - sent.get(number(arrival.message()))) / 1e6)
                    .toList();
        }

        @Override
        public @Nullable FlowMessage next(long nowNanos) {
            var out = lane.isEmpty() ? null : queue.poll(lane, nowNanos);
            return out == null ? null : FlowMessage.of(out);
        }

        @Override
        public void rejected(long exceptionCode) {
            throw new AssertionError("the viewer wants all");
        }
    }

    private static int number(Bytes message) {
        try {
            return new ByteReader(message.slice(TC_HEAD_BYTES)).i32("number");
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }
}
