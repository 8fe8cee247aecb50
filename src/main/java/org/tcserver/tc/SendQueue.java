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
 * All unsent messages for one client. This class alone decides their age, order, expiry and limits.
 *
 * <p>A transport creates a {@link Lane} for each order that it maintains (RTMP: one per priority; flows: one per flow).
 * It offers messages to a lane and takes them from it. A taken message counts as started. The queue drops late messages
 * when it encounters them, and never hands them out.
 *
 * <p>Thread-safe, guarded by its own lock, which is never held during other work.
 */
public final class SendQueue {
    /** The result of an offer. */
    public enum Offer {
        /** The message is queued. */
        QUEUED,
        /** The message was dropped: it is late, lacks its predecessor, or the queue is full. */
        DROPPED,
        /** The undroppable messages exceed the limit: the caller must close the client. */
        OVERFLOW
    }

    /** A first-in, first-out order within the queue. Guarded by the queue's lock. */
    public static final class Lane {
        private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>(4);
        private final @Nullable Lane before;
        private volatile boolean empty = true;

        private Lane(@Nullable Lane before) {
            this.before = before;
        }

        /** Returns a hint without locking. It is exact if no other thread uses the lane at this moment. */
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
     * Creates an empty queue.
     *
     * @param limits a droppable message that would exceed them is refused; undroppable messages are refused only once
     *     they alone exceed them
     */
    public SendQueue(QueueLimits limits, MemoryAccount memory, ConnectionFigures figures) {
        room = new QueueRoom(limits, memory);
        this.figures = figures;
    }

    /** Returns the client's counters. */
    public ConnectionFigures figures() {
        return figures;
    }

    /** Creates an independent lane. */
    public Lane addLane() {
        return addLane(null);
    }

    /**
     * Creates a lane with lower priority than {@code before}. The age of messages in {@code before} counts for it too.
     */
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

    /** Drops all messages in {@code lane} and removes it. */
    public void removeLane(Lane lane) {
        lock.lock();
        try {
            discard(lane, any -> true, DropReason.UNWANTED);
            lanes.remove(lane);
        } finally {
            lock.unlock();
        }
    }

    /** Appends {@code out} to {@code lane}; drops it if it is late or orphaned, or the queue is full. Does no I/O. */
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

    /**
     * Takes the oldest message of {@code lane} that is not late; drops late ones before it. Returns null if there is
     * none.
     */
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

    /** Records that the transport has sent the last byte of a taken message. */
    public void sent(Outgoing out, long nowNanos) {
        figures.sent(out, nowNanos);
        finished(out);
    }

    /** Records that the transport has abandoned a taken message. */
    public void givenUp(Outgoing out) {
        figures.dropped(out.kind(), DropReason.UNFINISHED);
        finished(out);
    }

    /**
     * Returns whether the queue has ample room, not counting late messages. It returns false well before anything must
     * be dropped. The server then pauses a publisher that is faster than all its viewers.
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
     * Drops late messages in queues that are otherwise idle. The connection calls this about once per second.
     *
     * @return true if undroppable messages fill the queue and one is older than {@code patienceNanos}: the client
     *     should be closed
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

    /** Returns the age of the oldest message in {@code lane} and the lanes before it; 0 if all are empty. */
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

    /** Returns the number of queued bytes, including the overhead of each entry. */
    public long bytes() {
        lock.lock();
        try {
            return room.bytes();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of dropped messages. */
    public long dropped() {
        return figures.droppedMessages();
    }

    /** Returns a snapshot of the connection's statistics. */
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

    /** Drops the droppable messages of a stream that the client no longer wants. */
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

    /** Drops all further offers; queued messages can still be taken. */
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Drops all queued messages and all further offers. */
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

    /** Returns the reason to drop {@code out}, or null if it fits or may not be dropped. */
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

    /** Drops droppable messages if the memory limit is reached, and returns whether {@code out} fits. */
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

    /** Drops late messages at the head. A client that reads nothing thus keeps only messages that are still in time. */
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
