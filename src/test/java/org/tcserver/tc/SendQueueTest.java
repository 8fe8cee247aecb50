package org.tcserver.tc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tcserver.memory.MemoryBudget;
import org.tcserver.testing.TestMemory;
import org.tcserver.wire.Bytes;

class SendQueueTest {
    private static final int ENTRY_OVERHEAD = QueueRoom.ENTRY_OVERHEAD;
    private static final long SECOND = 1_000_000_000L;
    private static final int LIMIT = 100_000;

    private final MemoryBudget budget = TestMemory.budget(1_000_000);
    private final SendQueue queue =
            new SendQueue(new QueueLimits(LIMIT), TestMemory.account(budget), new ProtocolFigures().open("test"));
    private final SendQueue.Lane first = queue.addLane();
    private final SendQueue.Lane second = queue.addLane(first);

    private static TcMessage message(int type, int length) {
        return new TcMessage(type, 0, Bytes.wrap(new byte[length]));
    }

    private static Deadlines startBy(long nanos) {
        return new Deadlines(nanos, nanos + SECOND, 4 * SECOND);
    }

    private static Outgoing audio(long startBy) {
        return Outgoing.expiring(1, message(MessageType.AUDIO, 10), 0, startBy(startBy));
    }

    private static Outgoing keyframe(GopChain chain, long startBy) {
        return Outgoing.keyframe(1, message(MessageType.VIDEO, 10), 0, startBy(startBy), chain);
    }

    private static Outgoing link(GopChain chain, long startBy) {
        return Outgoing.link(1, message(MessageType.VIDEO, 10), 0, startBy(startBy), chain);
    }

    private List<Outgoing> drain(SendQueue.Lane lane, long now) {
        var taken = new ArrayList<Outgoing>();
        for (var out = queue.poll(lane, now); out != null; out = queue.poll(lane, now)) {
            taken.add(out);
        }
        return taken;
    }

    @Test
    void keepsTheOrderOfEachLane() {
        var one = audio(SECOND);
        var two = audio(SECOND);
        queue.offer(first, one, 0);
        queue.offer(first, two, 0);
        assertEquals(List.of(one, two), drain(first, 1));
        assertTrue(first.isEmpty());
        assertNull(queue.poll(second, 1));
    }

    @Test
    void dropsWhatIsLateToStartAndKeepsWhatNeverExpires() {
        var command = Outgoing.permanent(1, message(MessageType.COMMAND_AMF0, 5));
        queue.offer(first, audio(SECOND), 0);
        queue.offer(first, command, 0);
        assertEquals(List.of(command), drain(first, SECOND + 1));
        assertEquals(1, queue.dropped());
    }

    @Test
    void aDroppedMessageTakesTheRestOfItsPictureGroupWithIt() {
        var chain = new GopChain();
        var next = new GopChain();
        queue.offer(first, keyframe(chain, 3 * SECOND), 0);
        queue.offer(first, link(chain, SECOND), 0);
        queue.offer(first, link(chain, 3 * SECOND), 0);
        var key = keyframe(next, 3 * SECOND);
        var after = link(next, 3 * SECOND);
        queue.offer(first, key, 0);
        queue.offer(first, after, 0);
        var taken = drain(first, 2 * SECOND);
        assertEquals(3, taken.size());
        assertEquals(List.of(key, after), taken.subList(1, 3));
        assertEquals(SendQueue.Offer.DROPPED, queue.offer(first, link(chain, 9 * SECOND), 2 * SECOND));
        assertEquals(SendQueue.Offer.QUEUED, queue.offer(first, link(next, 9 * SECOND), 2 * SECOND));
    }

    @Test
    void aNewKeyframeBringsTheDeadlinesOfTheOldGroupForward() {
        var chain = new GopChain();
        queue.offer(first, keyframe(chain, 9 * SECOND), 0);
        queue.offer(first, link(chain, 9 * SECOND), 0);
        chain.expire(SECOND, SECOND + 1);
        assertNotNull(queue.poll(first, SECOND));
        assertNull(queue.poll(first, SECOND + 1));
    }

    @Test
    void whatWaitsTooLongInFrontKeepsNewMediaOut() {
        queue.offer(first, Outgoing.permanent(1, message(MessageType.COMMAND_AMF0, 5)), 0);
        var chain = new GopChain();
        assertEquals(SendQueue.Offer.QUEUED, queue.offer(second, keyframe(chain, 9 * SECOND), 4 * SECOND));
        assertEquals(SendQueue.Offer.DROPPED, queue.offer(second, link(chain, 9 * SECOND), 4 * SECOND + 1));
        assertTrue(chain.isBroken());
        assertEquals(4 * SECOND + 1, queue.ageNanos(second, 4 * SECOND + 1));
    }

    @Test
    void theLimitInBytesHoldsButOneMessageMayExceedIt() {
        var big = Outgoing.expiring(1, message(MessageType.VIDEO, 3 * LIMIT), 0, startBy(SECOND));
        assertEquals(SendQueue.Offer.QUEUED, queue.offer(first, big, 0));
        assertFalse(queue.hasRoom(0));
        assertEquals(SendQueue.Offer.DROPPED, queue.offer(first, audio(SECOND), 0));
        assertEquals(SendQueue.Offer.QUEUED, queue.offer(first, audio(9 * SECOND), SECOND + 1), "late ones make room");
    }

    @Test
    void thereIsNoMoreRoomWellBeforeMediaIsDropped() {
        var half = message(MessageType.VIDEO, LIMIT / 2);
        assertTrue(queue.hasRoom(0));
        queue.offer(first, Outgoing.expiring(1, half, 0, startBy(SECOND)), 0);
        assertFalse(queue.hasRoom(0));
        assertEquals(SendQueue.Offer.QUEUED, queue.offer(first, audio(SECOND), 0));
        assertTrue(queue.hasRoom(SECOND + 1), "what is late makes room");
    }

    @Test
    void whatMayNotBeDroppedOverflowsOnceItAloneExceedsTheLimit() {
        var data = message(MessageType.DATA_AMF0, LIMIT);
        queue.offer(second, Outgoing.expiring(1, message(MessageType.VIDEO, 9 * LIMIT), 0, startBy(SECOND)), 0);
        assertEquals(SendQueue.Offer.QUEUED, queue.offer(first, Outgoing.permanent(1, data), 0));
        assertEquals(SendQueue.Offer.OVERFLOW, queue.offer(first, Outgoing.permanent(1, data), 0));
    }

    @Test
    void anExhaustedBudgetGrantsLessOfWhatMayNotBeDropped() {
        var tight = new SendQueue(new QueueLimits(LIMIT), TestMemory.account(100), new ProtocolFigures().open("test"));
        var lane = tight.addLane();
        var data = message(MessageType.DATA_AMF0, TestMemory.UNCOUNTED_BYTES + 1);
        assertEquals(SendQueue.Offer.QUEUED, tight.offer(lane, Outgoing.permanent(1, data), 0));
        assertEquals(SendQueue.Offer.OVERFLOW, tight.offer(lane, Outgoing.permanent(1, data), 0));
    }

    @Test
    void sweepingDropsWhatIsLateThoughNobodyOffersOrTakes() {
        queue.offer(first, Outgoing.permanent(1, message(MessageType.COMMAND_AMF0, 5)), 0);
        queue.offer(first, audio(SECOND), 0);
        assertFalse(queue.sweep(2 * SECOND, SECOND));
        assertEquals(1, queue.dropped());
        assertEquals(5 + ENTRY_OVERHEAD, queue.bytes());
    }

    private static Outgoing relayed(int length) {
        return Outgoing.relayed(message(MessageType.COMMAND_AMF0, length));
    }

    @Test
    void dropsRelaysBeyondTheirLimitAndCountsThem() {
        var protocol = new ProtocolFigures();
        var limited = new SendQueue(new QueueLimits(LIMIT, 2000), TestMemory.account(budget), protocol.open("test"));
        var lane = limited.addLane();
        assertEquals(SendQueue.Offer.QUEUED, limited.offer(lane, relayed(1000 - ENTRY_OVERHEAD), 0));
        assertEquals(SendQueue.Offer.QUEUED, limited.offer(lane, relayed(1000 - ENTRY_OVERHEAD), 0));
        assertEquals(SendQueue.Offer.DROPPED, limited.offer(lane, relayed(0), 0));
        assertEquals(1, protocol.droppedMessages(Kind.DATA, DropReason.RELAYS_FULL));
        assertNotNull(limited.poll(lane, 0));
        assertEquals(SendQueue.Offer.QUEUED, limited.offer(lane, relayed(10), 0));
        assertEquals(SendQueue.Offer.DROPPED, limited.offer(lane, relayed(3000), 0), "larger than all that may wait");
    }

    @Test
    void relaysAndWhatMayNotBeDroppedDoNotCountForEachOther() {
        var limited = new SendQueue(
                new QueueLimits(LIMIT, 60_000), TestMemory.account(budget), new ProtocolFigures().open("test"));
        var lane = limited.addLane();
        limited.offer(lane, relayed(50_000), 0);
        limited.offer(lane, Outgoing.permanent(1, message(MessageType.DATA_AMF0, LIMIT - 1000)), 0);
        assertEquals(
                SendQueue.Offer.QUEUED,
                limited.offer(lane, Outgoing.permanent(1, message(MessageType.DATA_AMF0, 10)), 0));
        assertEquals(SendQueue.Offer.QUEUED, limited.offer(lane, relayed(5_000), 0), "though the queue is full");
    }

    @Test
    void aClientIsNotGivenUpForWhatOthersRelayed() {
        var limited = new SendQueue(
                new QueueLimits(LIMIT, 9 * LIMIT), TestMemory.account(budget), new ProtocolFigures().open("test"));
        var lane = limited.addLane();
        limited.offer(lane, relayed(4 * LIMIT), 0);
        assertFalse(limited.sweep(60 * SECOND, SECOND));
    }

    @Test
    void relaysLeaveHalfOfTheBudgetToTheRest() {
        var small = TestMemory.account(100_000);
        var limited = new SendQueue(new QueueLimits(LIMIT), small, new ProtocolFigures().open("test"));
        var lane = limited.addLane();
        assertEquals(SendQueue.Offer.QUEUED, limited.offer(lane, relayed(60_000), 0));
        assertEquals(SendQueue.Offer.DROPPED, limited.offer(lane, relayed(10), 0));
        assertTrue(small.hasMediaRoom());
        drain(limited, lane);
        assertEquals(SendQueue.Offer.QUEUED, limited.offer(lane, relayed(10), 0));
    }

    private static void drain(SendQueue queue, SendQueue.Lane lane) {
        while (!lane.isEmpty()) {
            var out = queue.poll(lane, 0);
            if (out != null) {
                queue.sent(out, 0);
            }
        }
    }

    @Test
    void sweepingFindsAClientThatTakesNothingOfWhatMayNotBeDropped() {
        queue.offer(first, Outgoing.permanent(1, message(MessageType.DATA_AMF0, LIMIT)), 0);
        assertFalse(queue.sweep(SECOND, SECOND), "it has a second");
        assertTrue(queue.sweep(SECOND + 1, SECOND));
        drain(first, SECOND + 1);
        assertFalse(queue.sweep(SECOND + 1, SECOND));
    }

    @Test
    void aMessageOfAnySizeFitsWhatIsNotFull() {
        queue.offer(first, audio(SECOND), 0);
        var large = message(MessageType.DATA_AMF0, 9 * LIMIT);
        assertEquals(SendQueue.Offer.QUEUED, queue.offer(first, Outgoing.permanent(1, large), 0));
    }

    @Test
    void theBudgetCountsAPayloadOnceHoweverManyHoldIt() {
        var other =
                new SendQueue(new QueueLimits(LIMIT), TestMemory.account(budget), new ProtocolFigures().open("test"));
        var lane = other.addLane();
        var shared = message(MessageType.AUDIO, 40_000);
        queue.offer(first, Outgoing.expiring(1, shared, 0, startBy(SECOND)), 0);
        other.offer(lane, Outgoing.expiring(1, shared, 0, startBy(SECOND)), 0);
        assertEquals(40_000 + 2 * ENTRY_OVERHEAD, budget.mediaBytes());
        var started = drain(first, 0);
        other.clear();
        assertEquals(40_000 + ENTRY_OVERHEAD, budget.mediaBytes(), "it is not sent yet");
        started.forEach(out -> queue.sent(out, 0));
        assertEquals(0, budget.mediaBytes());
        assertTrue(queue.isEmpty());
    }

    @Test
    void anExhaustedBudgetKeepsMediaOut() {
        var small = TestMemory.account(100);
        var tight = new SendQueue(new QueueLimits(LIMIT), small, new ProtocolFigures().open("test"));
        var lane = tight.addLane();
        tight.offer(lane, Outgoing.expiring(1, message(MessageType.AUDIO, 40_000), 0, startBy(SECOND)), 0);
        assertEquals(SendQueue.Offer.DROPPED, tight.offer(lane, audio(SECOND), 0));
        assertFalse(small.hasMediaRoom());
    }

    @Test
    void releasesAStartedMessageThatIsGivenUpOrLeftBehind() {
        var shared = message(MessageType.AUDIO, 40_000);
        queue.offer(first, Outgoing.expiring(1, shared, 0, startBy(SECOND)), 0);
        drain(first, 0).forEach(queue::givenUp);
        assertEquals(0, budget.mediaBytes());
        queue.offer(first, Outgoing.expiring(1, shared, 0, startBy(SECOND)), 0);
        drain(first, 0);
        queue.clear();
        assertEquals(0, budget.mediaBytes());
    }

    @Test
    void chargesAPayloadToWhoeverPublishedIt() {
        var publisher = TestMemory.account(100);
        var shared = message(MessageType.AUDIO, 40_000);
        shared.chargeTo(publisher);
        queue.offer(first, Outgoing.expiring(1, shared, 0, startBy(SECOND)), 0);
        assertEquals(ENTRY_OVERHEAD, budget.mediaBytes());
        assertFalse(publisher.hasMediaRoom());
        var second = message(MessageType.AUDIO, 40_000);
        second.chargeTo(publisher);
        assertEquals(
                SendQueue.Offer.DROPPED,
                queue.offer(first, Outgoing.expiring(1, second, 0, startBy(SECOND)), 0),
                "the publisher has no room");
    }

    @Test
    void whatLittleEveryQueueMayHoldIsNotCounted() {
        queue.offer(first, audio(SECOND), 0);
        assertEquals(0, budget.mediaBytes());
        drain(first, 0);
        assertEquals(0, budget.mediaBytes());
    }

    @Test
    void discardsTheMediaOfOneStreamOnly() {
        var other = Outgoing.expiring(2, message(MessageType.AUDIO, 1), 0, startBy(SECOND));
        var command = Outgoing.permanent(1, message(MessageType.COMMAND_AMF0, 1));
        queue.offer(first, audio(SECOND), 0);
        queue.offer(first, other, 0);
        queue.offer(first, command, 0);
        queue.discardExpirable(1);
        assertEquals(List.of(other, command), drain(first, 0));
    }

    @Test
    void aClosedQueueTakesNothingButGivesWhatItHas() {
        var last = audio(SECOND);
        queue.offer(first, last, 0);
        queue.close();
        assertEquals(SendQueue.Offer.DROPPED, queue.offer(first, audio(SECOND), 0));
        assertSame(last, queue.poll(first, 0));
    }
}
