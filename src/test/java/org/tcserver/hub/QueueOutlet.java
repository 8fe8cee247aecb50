package org.tcserver.hub;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.memory.MemoryAccount;
import org.tcserver.tc.Kind;
import org.tcserver.tc.Outgoing;
import org.tcserver.tc.Outlet;
import org.tcserver.tc.ProtocolFigures;
import org.tcserver.tc.QueueLimits;
import org.tcserver.tc.SendQueue;
import org.tcserver.tc.TcMessage;
import org.tcserver.tc.Wakeups;
import org.tcserver.time.Clock;

/** An outlet with a real queue, as RTMP has one: video leaves after the rest. The test takes messages by hand. */
final class QueueOutlet implements Outlet {
    static final int LIMIT_BYTES = 100_000;

    /** All queues of a test count for one protocol, like those of a server. */
    private static final ProtocolFigures FIGURES = new ProtocolFigures();

    final SendQueue queue;
    private final SendQueue.Lane immediate;
    private final SendQueue.Lane video;
    private final int streamId;
    private final Clock clock;

    QueueOutlet(int streamId, MemoryAccount memory, Clock clock) {
        this.streamId = streamId;
        this.clock = clock;
        queue = new SendQueue(new QueueLimits(LIMIT_BYTES), memory, FIGURES.open("test"));
        immediate = queue.addLane();
        video = queue.addLane(immediate);
    }

    /** Returns the messages that the network would take now, in words. */
    List<String> take() {
        var words = new ArrayList<String>();
        for (var out = poll(); out != null; out = poll()) {
            words.add(RecordingOutlet.describe(out));
        }
        return words;
    }

    @Nullable Outgoing poll() {
        var out = queue.poll(immediate, clock.nanos());
        return out != null ? out : queue.poll(video, clock.nanos());
    }

    Duration videoAge() {
        return Duration.ofNanos(queue.ageNanos(video, clock.nanos()));
    }

    @Override
    public int streamId() {
        return streamId;
    }

    @Override
    public void send(Outgoing out, long nowNanos, Wakeups wakeups) {
        if (queue.offer(out.kind() == Kind.VIDEO ? video : immediate, out, nowNanos) == SendQueue.Offer.OVERFLOW) {
            throw new AssertionError("overflow");
        }
    }

    @Override
    public boolean relay(TcMessage command, long nowNanos, Wakeups wakeups) {
        return queue.offer(immediate, Outgoing.relayed(command), nowNanos) == SendQueue.Offer.QUEUED;
    }

    @Override
    public boolean hasRoom(long nowNanos) {
        return queue.hasRoom(nowNanos);
    }

    @Override
    public void synchronize(long nowNanos, Wakeups wakeups) {}

    @Override
    public void discardMedia() {
        queue.discardExpirable(streamId);
    }

    @Override
    public void finish() {
        queue.clear();
    }
}
