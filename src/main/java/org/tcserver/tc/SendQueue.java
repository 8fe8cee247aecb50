package org.tcserver.tc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tcserver.memory.MemoryAccount;

/**
 * All that waits to be sent to one client: the one owner of age, order, expiry and bounds of unsent messages.
 *
 * <p>A transport makes one {@link Lane} for each order that it keeps (RTMP: one per priority; flows: one per flow),
 * offers to it and takes from it. A message that a transport has taken has started. What is late is dropped when it is
 * met, never sent.
 *
 * <p>Thread-safe, guarded by its own lock, which is never held while anything else is done.
 */
public final class SendQueue {
    /** What became of an offer. */
    public enum Offer {
        /** It waits in the queue. */
        QUEUED,
        /** It was dropped: late, without its predecessor, or too much waits already. */
        DROPPED,
        /** More that may not be dropped waits than this client can be granted: it must be closed. */
        OVERFLOW
    }

    /** One first-in first-out order within the queue. Guarded by the queue's lock. */
    public static final class Lane {
        private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>(4);
        private final @Nullable Lane before;
        private volatile boolean empty = true;

        private Lane(@Nullable Lane before) {
            this.before = before;
        }

        /** A hint, right when nobody offers or takes at this moment; costs no lock. */
        public boolean isEmpty() {
            return empty;
        }

        private long oldestNanos() {
            var head = waiting.peekFirst();
            long own = head == null ? Long.MAX_VALUE : head.offeredNanos;
            return before == null ? own : Math.min(own, before.oldestNanos());
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final ConnectionFigures figures;
    private final QueueRoom room;
    private final List<Lane> lanes = new ArrayList<>(2);
    private boolean closed;

    /**
     * An empty queue.
     *
     * @param limits droppable messages that would exceed them are refused, undroppable ones once they alone exceed them
     */
    public SendQueue(QueueLimits limits, MemoryAccount memory, ConnectionFigures figures) {
        room = new QueueRoom(limits, memory);
        this.figures = figures;
    }

    /** What is counted of the client. */
    public ConnectionFigures figures() {
        return figures;
    }

    /** A new order by itself. */
    public Lane addLane() {
        return addLane(null);
    }

    /** A new order that what waits in {@code before} is sent ahead of, so that its age counts here too. */
    public Lane addLane(@Nullable Lane before) {
        lock.lock();
        try {
            var lane = new Lane(before);
            lanes.add(lane);
            return lane;
        } finally {
            lock.unlock();
        }
    }

    /** Drops what waits in {@code lane} and forgets it. */
    public void removeLane(Lane lane) {
        lock.lock();
        try {
            discard(lane, any -> true, DropReason.UNWANTED);
            lanes.remove(lane);
        } finally {
            lock.unlock();
        }
    }

    /** Appends {@code out} to {@code lane} unless it is late, orphaned, or too much waits. Touches memory only. */
    public Offer offer(Lane lane, Outgoing out, long nowNanos) {
        lock.lock();
        try {
            if (closed) {
                return drop(out, DropReason.CLOSED);
            }
            var refusal = refusal(lane, out, nowNanos);
            if (refusal != null) {
                return drop(out, refusal);
            }
            if (QueueRoom.isUndroppable(out) && !makesRoomForUndroppable(out)) {
                return Offer.OVERFLOW;
            }
            out.offeredNanos = nowNanos;
            lane.waiting.addLast(out);
            lane.empty = false;
            room.add(out);
            return Offer.QUEUED;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the oldest message of {@code lane} that is not late; drops the late ones before it. Null if none waits. */
    public @Nullable Outgoing poll(Lane lane, long nowNanos) {
        lock.lock();
        try {
            for (var head = remove(lane); head != null; head = remove(lane)) {
                if (!head.isLateToStart(nowNanos)) {
                    figures.taken(head, nowNanos);
                    room.started(head);
                    return head;
                }
                room.release(head);
                drop(head, head.lateness(nowNanos));
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** The transport has sent the last byte of a message that it took. */
    public void sent(Outgoing out, long nowNanos) {
        figures.sent(out, nowNanos);
        finished(out);
    }

    /** The transport sends no more of a message that it took. */
    public void givenUp(Outgoing out) {
        figures.dropped(out.kind(), DropReason.UNFINISHED);
        finished(out);
    }

    /**
     * True while there is room for plenty more, once what is late is gone. False well before anything has to be dropped,
     * so that a publisher who is quicker than all its viewers can be held up instead.
     */
    public boolean hasRoom(long nowNanos) {
        lock.lock();
        try {
            if (closed || room.hasPlenty()) {
                return true;
            }
            lanes.forEach(lane -> dropLateHeads(lane, nowNanos));
            return room.hasPlenty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Drops what is late: nobody else may look at this queue for long. Ask about once a second.
     *
     * @return true if so much that may not be dropped waits that nothing else gets in, and has for longer than {@code
     *     patienceNanos}: the client is not worth waiting for
     */
    public boolean sweep(long nowNanos, long patienceNanos) {
        lock.lock();
        try {
            for (var lane : lanes) {
                dropLate(lane, nowNanos);
            }
            return room.isOverfull() && lanes.stream().anyMatch(lane -> isStuck(lane, nowNanos - patienceNanos));
        } finally {
            lock.unlock();
        }
    }

    /** How long the oldest message of {@code lane}, and of those before it, has waited; 0 if none waits. */
    public long ageNanos(Lane lane, long nowNanos) {
        lock.lock();
        try {
            return age(lane, nowNanos);
        } finally {
            lock.unlock();
        }
    }

    public boolean isEmpty() {
        lock.lock();
        try {
            return room.bytes() == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Bytes that wait, each entry's overhead included. */
    public long bytes() {
        lock.lock();
        try {
            return room.bytes();
        } finally {
            lock.unlock();
        }
    }

    /** How many messages were dropped so far. */
    public long dropped() {
        return figures.droppedMessages();
    }

    /** What there is to tell about the connection now. */
    public ConnectionState state(long nowNanos) {
        long oldestNanos = 0;
        long waitingBytes;
        lock.lock();
        try {
            for (var lane : lanes) {
                oldestNanos = Math.max(oldestNanos, age(lane, nowNanos));
            }
            waitingBytes = room.bytes();
        } finally {
            lock.unlock();
        }
        return figures.state(new ConnectionState.Waiting(waitingBytes, oldestNanos));
    }

    /** Drops the droppable messages of a stream that is no longer wanted. */
    public void discardExpirable(int streamId) {
        lock.lock();
        try {
            for (var lane : lanes) {
                discard(lane, out -> out.streamId() == streamId && out.isExpirable(), DropReason.UNWANTED);
            }
        } finally {
            lock.unlock();
        }
    }

    /** From now on every offer is dropped; what waits can still be taken. */
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Drops all that waits, and whatever is offered later. */
    public void clear() {
        lock.lock();
        try {
            closed = true;
            for (var lane : lanes) {
                discard(lane, any -> true, DropReason.CLOSED);
            }
            room.releaseStarted();
        } finally {
            lock.unlock();
        }
    }

    /** Why {@code out} is dropped; null if there is room for it, or it may not be dropped. */
    private @Nullable DropReason refusal(Lane lane, Outgoing out, long nowNanos) {
        if (out.isRelayed()) {
            return room.relayRefusal(out);
        }
        return out.isExpirable() ? expirableRefusal(lane, out, nowNanos) : null;
    }

    private @Nullable DropReason expirableRefusal(Lane lane, Outgoing out, long nowNanos) {
        if (out.isLateToStart(nowNanos)) {
            return out.lateness(nowNanos);
        }
        dropLateHeads(lane, nowNanos);
        if (age(lane, nowNanos) > out.maxQueueAgeNanos()) {
            return DropReason.BEHIND;
        }
        return isWithinBounds(out, nowNanos) ? null : room.fullFor(out);
    }

    /** What may be dropped goes first when all queues together hold too much. */
    private boolean makesRoomForUndroppable(Outgoing out) {
        if (room.isMediaInTheWay(out)) {
            lanes.forEach(lane -> discard(lane, Outgoing::isExpirable, DropReason.MEMORY_FULL));
        }
        return room.fitsUndroppable(out);
    }

    private static boolean isStuck(Lane lane, long sinceNanos) {
        return lane.waiting.stream().anyMatch(out -> QueueRoom.isUndroppable(out) && out.offeredNanos < sinceNanos);
    }

    private boolean isWithinBounds(Outgoing out, long nowNanos) {
        if (room.fits(out)) {
            return true;
        }
        lanes.forEach(lane -> dropLateHeads(lane, nowNanos));
        return room.fits(out);
    }

    /** A client that takes nothing keeps only what could still be sent in time. */
    private void dropLateHeads(Lane lane, long nowNanos) {
        for (var head = lane.waiting.peekFirst();
                head != null && head.isLateToStart(nowNanos);
                head = lane.waiting.peekFirst()) {
            lane.waiting.removeFirst();
            forget(lane, head);
            room.release(head);
            drop(head, head.lateness(nowNanos));
        }
    }

    private static long age(Lane lane, long nowNanos) {
        return Math.max(0, nowNanos - lane.oldestNanos());
    }

    private @Nullable Outgoing remove(Lane lane) {
        var head = lane.waiting.pollFirst();
        if (head != null) {
            forget(lane, head);
        }
        return head;
    }

    private void dropLate(Lane lane, long nowNanos) {
        discard(lane, out -> out.isLateToStart(nowNanos), out -> out.lateness(nowNanos));
    }

    private void discard(Lane lane, Predicate<Outgoing> unwanted, DropReason reason) {
        discard(lane, unwanted, any -> reason);
    }

    private void discard(Lane lane, Predicate<Outgoing> unwanted, Function<Outgoing, DropReason> reason) {
        lane.waiting.removeIf(out -> {
            if (!unwanted.test(out)) {
                return false;
            }
            forget(lane, out);
            room.release(out);
            drop(out, reason.apply(out));
            return true;
        });
        lane.empty = lane.waiting.isEmpty();
    }

    private void finished(Outgoing out) {
        if (!out.charged) {
            return;
        }
        lock.lock();
        try {
            room.finished(out);
        } finally {
            lock.unlock();
        }
    }

    private void forget(Lane lane, Outgoing out) {
        room.remove(out);
        lane.empty = lane.waiting.isEmpty();
    }

    private Offer drop(Outgoing out, DropReason reason) {
        out.abandon();
        figures.dropped(out.kind(), reason);
        return Offer.DROPPED;
    }
}
