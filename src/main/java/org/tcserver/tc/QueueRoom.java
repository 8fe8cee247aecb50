package org.tcserver.tc;

import org.jspecify.annotations.Nullable;

/** Counts what waits in one queue, and decides what else fits. Guarded by its queue's lock. */
final class QueueRoom {
    private final QueueLimits limits;
    private final MemoryBudget budget;
    private long bytes;
    private long undroppableBytes;
    private long relayedBytes;

    QueueRoom(QueueLimits limits, MemoryBudget budget) {
        this.limits = limits;
        this.budget = budget;
    }

    /** Bytes that wait, each entry's overhead included. */
    long bytes() {
        return bytes;
    }

    /** {@code out} waits from now on. */
    void add(Outgoing out) {
        count(out, cost(out));
        if (bytes > MemoryBudget.FREE_BYTES) {
            out.charged = true;
            budget.hold(out.message());
        }
    }

    /** {@code out} waits no more. */
    void remove(Outgoing out) {
        count(out, -cost(out));
        if (out.charged) {
            budget.release(out.message());
        }
    }

    /** True while plenty more fits. */
    boolean hasPlenty() {
        return bytes <= MemoryBudget.FREE_BYTES || (bytes <= limits.bytes() / 2 && !budget.isExhausted());
    }

    /** Whether a droppable message of {@code length} bytes fits. One message may exceed the limit by itself. */
    boolean fits(int length) {
        return bytes == 0
                || bytes + length <= MemoryBudget.FREE_BYTES
                || (bytes + length <= limits.bytes() && !budget.isExhausted());
    }

    /** Why a message does not fit. */
    DropReason fullFor(int length) {
        return bytes + length > limits.bytes() ? DropReason.QUEUE_FULL : DropReason.MEMORY_FULL;
    }

    /** Why a relayed message is dropped, or null: other clients cannot take the room that media needs, here or anywhere. */
    @Nullable DropReason relayRefusal(Outgoing out) {
        int cost = cost(out);
        if (relayedBytes + cost > limits.relayedBytes()) {
            return DropReason.RELAYS_FULL;
        }
        boolean isFree = bytes + cost <= MemoryBudget.FREE_BYTES;
        return isFree || !budget.isScarce() ? null : DropReason.MEMORY_FULL;
    }

    /** True if what may be dropped has to make room for what may not: all queues together hold too much. */
    boolean isMediaInTheWay() {
        return bytes > limits.bytes() / 8 && budget.isExhausted();
    }

    boolean fitsUndroppable() {
        return undroppableBytes <= limits.bytes() && (undroppableBytes <= limits.bytes() / 8 || !budget.isExhausted());
    }

    /** True if so much waits that nothing else fits, and that not because of other clients. */
    boolean isOverfull() {
        long ownBytes = bytes - relayedBytes;
        return ownBytes > MemoryBudget.FREE_BYTES && (ownBytes > limits.bytes() || budget.isExhausted());
    }

    /** A client that leaves too much of this is closed; what others relayed to it does not count. */
    static boolean isUndroppable(Outgoing out) {
        return !out.isExpirable() && !out.isRelayed();
    }

    private void count(Outgoing out, int cost) {
        bytes += cost;
        if (out.isRelayed()) {
            relayedBytes += cost;
        } else if (isUndroppable(out)) {
            undroppableBytes += cost;
        }
    }

    private static int cost(Outgoing out) {
        return out.length() + MemoryBudget.ENTRY_OVERHEAD;
    }
}
