package org.tcserver.tc;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tcserver.memory.MemoryAccount;

/**
 * Counts what waits in one queue, decides what else fits, and charges it to the client's account.
 *
 * <p>Little is not charged, so that clients that keep up cost no counting: they are nearly all, and each message takes
 * this path. A message stays charged until the transport has sent it. Guarded by its queue's lock.
 */
final class QueueRoom {
    /** About what one queued entry takes beside its payload, in bytes. */
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

    /** Bytes that wait, each entry's overhead included. */
    long bytes() {
        return bytes;
    }

    /** {@code out} waits from now on. */
    void add(Outgoing out) {
        count(out, cost(out));
        if (!isLittle(bytes)) {
            out.charged = true;
            memory.holdMedia(ENTRY_OVERHEAD);
            out.message().retain(memory);
        }
    }

    /** {@code out} waits no more; it stays charged. */
    void remove(Outgoing out) {
        count(out, -cost(out));
    }

    /** The transport has begun to send {@code out}. */
    void started(Outgoing out) {
        if (out.charged) {
            started.add(out);
        }
    }

    /** The transport has sent {@code out}, or gave it up. */
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

    /** Releases what was started: the connection has ended. */
    void releaseStarted() {
        started.forEach(this::release);
        started.clear();
    }

    /** True while plenty more fits. */
    boolean hasPlenty() {
        return isLittle(bytes) || (bytes <= limits.bytes() / 2 && memory.hasMediaRoom());
    }

    /** Whether a droppable message fits. One message may exceed the limit by itself. */
    boolean fits(Outgoing out) {
        long total = bytes + out.length();
        return isLittle(total)
                || ((bytes == 0 || total <= limits.bytes()) && out.message().hasRoom(memory));
    }

    /** Why a message does not fit. */
    DropReason fullFor(Outgoing out) {
        return bytes + out.length() > limits.bytes() ? DropReason.QUEUE_FULL : DropReason.MEMORY_FULL;
    }

    /** Why a relayed message is dropped, or null: other clients cannot take the room that media needs, here or anywhere. */
    @Nullable DropReason relayRefusal(Outgoing out) {
        int cost = cost(out);
        if (relayedBytes + cost > limits.relayedBytes()) {
            return DropReason.RELAYS_FULL;
        }
        boolean hasRoom = !memory.isMediaScarce() && out.message().hasRoom(memory);
        return isLittle(bytes + cost) || hasRoom ? null : DropReason.MEMORY_FULL;
    }

    /** True if what may be dropped has to make room for what may not. */
    boolean isMediaInTheWay(Outgoing out) {
        return !isLittle(bytes) && !out.message().hasRoom(memory);
    }

    boolean fitsUndroppable(Outgoing out) {
        return undroppableBytes <= limits.bytes()
                && (isLittle(undroppableBytes) || out.message().hasRoom(memory));
    }

    /** True if so much waits that nothing else fits, and that not because of other clients. */
    boolean isOverfull() {
        long ownBytes = bytes - relayedBytes;
        return !isLittle(ownBytes) && (ownBytes > limits.bytes() || !memory.hasMediaRoom());
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

    private boolean isLittle(long waiting) {
        return waiting <= memory.uncountedBytes();
    }

    private static int cost(Outgoing out) {
        return out.length() + ENTRY_OVERHEAD;
    }
}
