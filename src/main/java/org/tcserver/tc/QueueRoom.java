package org.tcserver.tc;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tcserver.memory.MemoryAccount;

/**
 * Counts the messages in one queue, decides whether more fit, and charges them to the client's memory account.
 *
 * <p>Small queues are not charged. Nearly all clients keep up, so most messages avoid that cost. A message remains
 * charged until the transport has sent it. Guarded by its queue's lock.
 */
final class QueueRoom {
    /** Approximate size of a queue entry without its payload, in bytes. */
    static final int ENTRY_OVERHEAD = 96;

    private final QueueLimits limits;
    private final MemoryAccount memory;
    /** Charged messages that a transport has taken and not yet sent. */
    private final Set<Outgoing> started = new HashSet<>(4);

    private long bytes;
    private long undroppableBytes;
    private long relayedBytes;

    QueueRoom(QueueLimits limits, MemoryAccount memory) {
        this.limits = limits;
        this.memory = memory;
    }

    /** Returns the number of queued bytes, including the overhead of each entry. */
    long bytes() {
        return bytes;
    }

    /** Counts {@code out} as queued; charges it if the queue is no longer small. */
    void add(Outgoing out) {
        count(out, cost(out));
        if (!isLittle(bytes)) {
            out.charged = true;
            memory.holdMedia(ENTRY_OVERHEAD);
            out.message().retain(memory);
        }
    }

    /** Counts {@code out} as no longer queued; it stays charged. */
    void remove(Outgoing out) {
        count(out, -cost(out));
    }

    /** Records that the transport has started to send {@code out}. */
    void started(Outgoing out) {
        if (out.charged) {
            started.add(out);
        }
    }

    /** Releases {@code out}, which the transport has sent or abandoned. */
    void finished(Outgoing out) {
        if (started.remove(out)) {
            release(out);
        }
    }

    /** Releases a message that was not started. */
    void release(Outgoing out) {
        if (out.charged) {
            memory.releaseMedia(ENTRY_OVERHEAD);
            out.message().release();
        }
    }

    /** Releases all started messages, because the connection has ended. */
    void releaseStarted() {
        started.forEach(this::release);
        started.clear();
    }

    /** Returns whether the queue has ample room. */
    boolean hasPlenty() {
        return isLittle(bytes) || (bytes <= limits.bytes() / 2 && memory.hasMediaRoom());
    }

    /** Returns whether a droppable message fits. A single message may exceed the limit. */
    boolean fits(Outgoing out) {
        long total = bytes + out.length();
        return isLittle(total)
                || ((bytes == 0 || total <= limits.bytes()) && out.message().hasRoom(memory));
    }

    /** Returns the reason why a message does not fit. */
    DropReason fullFor(Outgoing out) {
        return bytes + out.length() > limits.bytes() ? DropReason.QUEUE_FULL : DropReason.MEMORY_FULL;
    }

    /**
     * Returns the reason to drop a relayed message, or null. Relayed messages may not use the room that media needs.
     */
    @Nullable DropReason relayRefusal(Outgoing out) {
        int cost = cost(out);
        if (relayedBytes + cost > limits.relayedBytes()) {
            return DropReason.RELAYS_FULL;
        }
        boolean hasRoom = !memory.isMediaScarce() && out.message().hasRoom(memory);
        return isLittle(bytes + cost) || hasRoom ? null : DropReason.MEMORY_FULL;
    }

    /** Returns whether droppable messages must make room for an undroppable one. */
    boolean isMediaInTheWay(Outgoing out) {
        return !isLittle(bytes) && !out.message().hasRoom(memory);
    }

    boolean fitsUndroppable(Outgoing out) {
        return undroppableBytes <= limits.bytes()
                && (isLittle(undroppableBytes) || out.message().hasRoom(memory));
    }

    /** Returns whether the queue accepts nothing more, not counting messages from other clients. */
    boolean isOverfull() {
        long ownBytes = bytes - relayedBytes;
        return !isLittle(ownBytes) && (ownBytes > limits.bytes() || !memory.hasMediaRoom());
    }

    /** Returns whether the message counts towards closing a slow client. Relayed messages do not count. */
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

    private boolean isLittle(long waiting) {
        return waiting <= memory.uncountedBytes();
    }

    private static int cost(Outgoing out) {
        return out.length() + ENTRY_OVERHEAD;
    }
}
