package org.tcserver.rtmfp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tcserver.rtmfp.PublisherFlow.Message;
import org.tcserver.rtmfp.PublisherFlow.Piece;
import org.tcserver.rtmfp.chunk.DataAcknowledgement;

/**
 * Models a live publisher that is not our engine: how it sends, what it understands, and how it reacts to loss. It takes
 * the place of a peer that has a session. Confined to one thread.
 */
final class ModelPublisher {
    private static final long MILLI = 1_000_000L;
    private static final long LIFETIME_NANOS = 2000 * MILLI;
    private static final long MARGIN_NANOS = 100 * MILLI;
    static final int FRAMES_PER_SECOND = 30;
    private static final int SOUNDS_PER_SECOND = 43;
    private static final int FRAMES_PER_GOP = 60;
    private static final int KEYFRAME_BYTES = 71_000;
    private static final int FRAME_BYTES = 8_900;
    private static final int AUDIO_BYTES = 370;
    private static final int MAX_BURST_BYTES = 6 * PublisherWindow.SEGMENT;
    private static final int NAKS_FOR_LOSS = 3;

    private final SimulatedNetwork network;
    private final SessionLink link;
    private final PublisherWindow window = new PublisherWindow();
    private final PublisherFlow audio = new PublisherFlow(2, "live audio");
    private final PublisherFlow video = new PublisherFlow(3, "live video");
    private final Set<Piece> outstanding = new LinkedHashSet<>();
    private final List<Message> gop = new ArrayList<>();
    private long outstandingBytes;
    private long nextTsn = 1;
    private long maxTsnAcknowledged;
    private long burstBytes = MAX_BURST_BYTES;
    private long timeoutNanos = Long.MAX_VALUE;
    private boolean isPaused;
    private int frames;
    private int sounds;

    /** Takes over the session of {@code client}, which must not have sent anything in it. */
    ModelPublisher(SimulatedNetwork network, SimulatedPeer client, SimulatedPeer server) {
        this.network = network;
        var context = new EndpointContext(
                (datagram, to) -> network.send(datagram, client.address(), to.address()),
                SimulatedPeer.deterministicRandom(network.seed()));
        var start = client.session().session.start();
        link = new SessionLink(context, start.keys(), start.sendSessionId(), start.nearMode(), server.path());
        network.replace(client, (datagram, from, now) -> receive(datagram, now));
    }

    /** Returns the number of audio messages that it published. */
    int sounds() {
        return sounds;
    }

    /** Publishes video of 2.5 Mbit/s, 30 frames a second, and audio from now on for so long. */
    void publish(int seconds) {
        network.every(23_220, seconds * SOUNDS_PER_SECOND, () -> {
            long now = network.nowNanos();
            sounds++;
            audio.add(new Message(null, now + LIFETIME_NANOS, now + LIFETIME_NANOS + MARGIN_NANOS), AUDIO_BYTES);
            transmit();
        });
        network.every(33_333, seconds * FRAMES_PER_SECOND, this::publishFrame);
    }

    private void publishFrame() {
        long now = network.nowNanos();
        boolean isKeyframe = frames % FRAMES_PER_GOP == 0;
        frames++;
        if (isKeyframe) {
            gop.forEach(message -> message.expire(now + MARGIN_NANOS));
            gop.clear();
        }
        var previous = gop.isEmpty() ? null : gop.getLast();
        gop.add(new Message(previous, now + LIFETIME_NANOS, now + LIFETIME_NANOS + MARGIN_NANOS));
        video.add(gop.getLast(), isKeyframe ? KEYFRAME_BYTES : FRAME_BYTES);
        transmit();
    }

    private void receive(ByteBuffer datagram, long nowNanos) {
        var packet = link.open(datagram);
        if (packet == null) {
            return;
        }
        link.roundTrip().received(packet.header().timestamp(), packet.header().timestampEcho(), nowNanos);
        long before = outstandingBytes;
        boolean anyAcknowledgements = false;
        for (var chunk : packet.chunks()) {
            if (chunk instanceof DataAcknowledgement ack) {
                anyAcknowledgements = true;
                (ack.flowId() == audio.flowId() ? audio : video).acknowledged(ack, this::acknowledged);
            }
        }
        if (anyAcknowledgements) {
            learn(before);
            network.at(nowNanos, this::transmit); // when it has read all that has arrived
        }
    }

    private void acknowledged(Piece piece) {
        if (outstanding.remove(piece)) {
            outstandingBytes -= piece.bytes;
            maxTsnAcknowledged = Math.max(maxTsnAcknowledged, piece.tsn);
        }
    }

    /** Counts the fragments that others overtook; after three times a fragment is lost. */
    private void learn(long before) {
        burstBytes = Math.max(burstBytes, MAX_BURST_BYTES);
        long lost = 0;
        boolean anyNaks = false;
        for (var piece : List.copyOf(outstanding)) {
            if (piece.tsn <= maxTsnAcknowledged) {
                anyNaks = true;
                piece.naks++;
                if (piece.naks == NAKS_FOR_LOSS) {
                    lost += piece.bytes;
                    lose(piece);
                }
            }
        }
        window.update(new PublisherWindow.Progress(before, outstandingBytes, lost, anyNaks));
        awaitTimeout();
    }

    private void lose(Piece piece) {
        outstanding.remove(piece);
        outstandingBytes -= piece.bytes;
        piece.inFlight = false;
    }

    private void transmit() {
        while (outstandingBytes < window.bytes() && !pause() && (send(audio) || send(video))) {
            awaitTimeout();
        }
    }

    private boolean send(PublisherFlow flow) {
        var packet = link.newPacket();
        long before = outstandingBytes;
        flow.fill(packet, this::sent, network.nowNanos());
        if (packet.isEmpty()) {
            return false;
        }
        nextTsn++;
        burstBytes -= outstandingBytes - before;
        link.send(packet, network.nowNanos());
        return true;
    }

    private void sent(Piece piece) {
        piece.tsn = nextTsn;
        outstanding.add(piece);
        outstandingBytes += piece.bytes;
    }

    /** After a burst without an acknowledgement it sends a packet at a time, at the pace of the window. */
    private boolean pause() {
        if (burstBytes > 0) {
            return false;
        }
        if (!isPaused) {
            isPaused = true;
            long bytes = PublisherWindow.SEGMENT - burstBytes;
            long pauseNanos = link.roundTrip().smoothedNanos() * bytes / window.bytes();
            network.at(network.nowNanos() + Math.max(pauseNanos, MILLI), this::resume);
        }
        return true;
    }

    private void resume() {
        isPaused = false;
        burstBytes = Math.max(burstBytes, PublisherWindow.SEGMENT);
        transmit();
    }

    private void awaitTimeout() {
        boolean isWaiting = timeoutNanos != Long.MAX_VALUE;
        timeoutNanos = network.nowNanos() + link.roundTrip().ertoNanos();
        if (!isWaiting) {
            network.at(timeoutNanos, this::timeOut);
        }
    }

    private void timeOut() {
        if (network.nowNanos() < timeoutNanos) {
            network.at(timeoutNanos, this::timeOut);
            return;
        }
        timeoutNanos = Long.MAX_VALUE;
        if (outstanding.isEmpty()) {
            return;
        }
        List.copyOf(outstanding).forEach(this::lose);
        window.timedOut();
        link.roundTrip().backOff();
        burstBytes = MAX_BURST_BYTES;
        transmit();
    }
}
