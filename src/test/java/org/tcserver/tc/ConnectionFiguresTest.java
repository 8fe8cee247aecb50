package org.tcserver.tc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.tcserver.testing.TestMemory;
import org.tcserver.time.Clock;
import org.tcserver.wire.Bytes;

/** Each message's outcome counts once, for the connection and for its protocol. */
class ConnectionFiguresTest {
    private static final int LIMIT = 100_000;
    private static final long SECOND = 1_000_000_000;

    private final ProtocolFigures protocol = new ProtocolFigures();
    private final ConnectionFigures figures = protocol.open("a thread");
    private final SendQueue queue = new SendQueue(new QueueLimits(LIMIT), TestMemory.account(1 << 20), figures);
    private final SendQueue.Lane lane = queue.addLane();

    private static TcMessage message(int type, int length) {
        return new TcMessage(type, 0, Bytes.wrap(new byte[length]));
    }

    private static Outgoing audio(long startBy) {
        return Outgoing.expiring(1, message(MessageType.AUDIO, 100), 0, new Deadlines(startBy, startBy, Clock.NEVER));
    }

    private long dropped(Kind kind, DropReason reason) {
        return protocol.droppedMessages(kind, reason);
    }

    @Test
    void whatIsSentIsTimed() {
        queue.offer(lane, audio(5 * SECOND), SECOND);
        queue.offer(lane, audio(5 * SECOND), SECOND);
        var out = queue.poll(lane, 2 * SECOND);
        assertNotNull(out);
        assertEquals(1, protocol.queueAges(Kind.AUDIO).count());
        assertEquals(0, protocol.sentMessages(Kind.AUDIO));
        figures.sent(out, 3 * SECOND);
        figures.sentBytes(112);
        assertEquals(1, protocol.sentMessages(Kind.AUDIO));
        assertEquals(0, protocol.sentMessages(Kind.VIDEO));
        assertEquals(112, protocol.sentBytes());
        var state = queue.state(3 * SECOND);
        assertEquals(new ConnectionState.Traffic(112, 1), state.sent());
        assertEquals(2 * SECOND, state.waiting().oldestNanos());
    }

    @Test
    void connectionsOfAllThreadsCount() {
        figures.received(Kind.VIDEO);
        figures.receivedBytes(1000);
        protocol.open("another").received(Kind.VIDEO);
        assertEquals(2, protocol.receivedMessages(Kind.VIDEO));
        assertEquals(new ConnectionState.Traffic(1000, 1), queue.state(0).received());
    }

    @Test
    void whatWaitsTooLongHasExpired() {
        queue.offer(lane, audio(SECOND), 0);
        queue.offer(lane, audio(SECOND), 0);
        assertNull(queue.poll(lane, SECOND + 1));
        assertEquals(2, dropped(Kind.AUDIO, DropReason.EXPIRED));
        assertEquals(2, queue.dropped());
        assertEquals(0, protocol.queueAges(Kind.AUDIO).count());
    }

    @Test
    void picturesWithoutTheirReferenceAreOrphans() {
        var chain = new GopChain();
        var deadlines = new Deadlines(SECOND, SECOND, Clock.NEVER);
        queue.offer(lane, Outgoing.keyframe(1, message(MessageType.VIDEO, 10), 0, deadlines, chain), 0);
        var later = new Deadlines(9 * SECOND, 9 * SECOND, Clock.NEVER);
        queue.offer(lane, Outgoing.link(1, message(MessageType.VIDEO, 10), 0, later, chain), 0);
        assertNull(queue.poll(lane, 2 * SECOND));
        assertEquals(1, dropped(Kind.VIDEO, DropReason.EXPIRED));
        assertEquals(1, dropped(Kind.VIDEO, DropReason.ORPHANED));
    }

    @Test
    void aNewerKeyframeSupersedes() {
        var chain = new GopChain();
        var deadlines = new Deadlines(9 * SECOND, 9 * SECOND, Clock.NEVER);
        queue.offer(lane, Outgoing.keyframe(1, message(MessageType.VIDEO, 10), 0, deadlines, chain), 0);
        chain.expire(SECOND, SECOND);
        assertNull(queue.poll(lane, 2 * SECOND));
        assertEquals(1, dropped(Kind.VIDEO, DropReason.SUPERSEDED));
    }

    @Test
    void whoIsFarBehindGetsNoMore() {
        queue.offer(lane, Outgoing.permanent(1, message(MessageType.DATA_AMF0, 10)), 0);
        var deadlines = new Deadlines(9 * SECOND, 9 * SECOND, SECOND);
        queue.offer(lane, Outgoing.expiring(1, message(MessageType.AUDIO, 10), 0, deadlines), 2 * SECOND);
        assertEquals(1, dropped(Kind.AUDIO, DropReason.BEHIND));
    }

    @Test
    void theBoundsOfOneAndOfAll() {
        var deadlines = new Deadlines(9 * SECOND, 9 * SECOND, Clock.NEVER);
        queue.offer(lane, Outgoing.permanent(1, message(MessageType.DATA_AMF0, LIMIT)), 0);
        queue.offer(lane, Outgoing.expiring(1, message(MessageType.VIDEO, LIMIT), 0, deadlines), 0);
        assertEquals(1, dropped(Kind.VIDEO, DropReason.QUEUE_FULL));
        var tight = new SendQueue(new QueueLimits(1 << 30), TestMemory.account(100), protocol.open("a thread"));
        var other = tight.addLane();
        tight.offer(other, Outgoing.permanent(1, message(MessageType.DATA_AMF0, LIMIT)), 0);
        tight.offer(other, Outgoing.expiring(1, message(MessageType.VIDEO, LIMIT), 0, deadlines), 0);
        assertEquals(1, dropped(Kind.VIDEO, DropReason.MEMORY_FULL));
    }

    @Test
    void theClientsOwnDoing() {
        queue.offer(lane, audio(SECOND), 0);
        queue.discardExpirable(1);
        assertEquals(1, dropped(Kind.AUDIO, DropReason.UNWANTED));
        queue.offer(lane, audio(SECOND), 0);
        queue.clear();
        queue.offer(lane, audio(SECOND), 0);
        assertEquals(2, dropped(Kind.AUDIO, DropReason.CLOSED));
        assertEquals(3, queue.state(0).droppedMessages());
    }
}
