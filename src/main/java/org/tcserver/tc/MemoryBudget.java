package org.tcserver.tc;

import java.util.concurrent.atomic.LongAdder;

/**
 * What all send queues of the process may hold together, beyond the little that each may hold anyway. A payload counts
 * once, however many queues hold it; each entry counts its own overhead. Thread-safe.
 */
public final class MemoryBudget {
    /** About what one queued entry takes beside its payload, in bytes. */
    static final int ENTRY_OVERHEAD = 96;

    /**
     * What a queue may hold without being counted, so that clients who keep up cost no counting: they are nearly all of
     * them, and this is the path that each of their messages takes.
     */
    static final int FREE_BYTES = 32 * 1024;

    private final long limitBytes;
    private final LongAdder heldBytes = new LongAdder();

    public MemoryBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** True while more is held than the limit. Sums a few cells: ask once per message, not once per subscriber. */
    public boolean isExhausted() {
        return heldBytes.sum() > limitBytes;
    }

    /** True while more is held than half the limit: the rest is for what clients asked for. */
    boolean isScarce() {
        return heldBytes.sum() > limitBytes / 2;
    }

    public long heldBytes() {
        return heldBytes.sum();
    }

    void hold(TcMessage message) {
        heldBytes.add(message.retain() ? message.payload().length() + ENTRY_OVERHEAD : ENTRY_OVERHEAD);
    }

    void release(TcMessage message) {
        heldBytes.add(message.release() ? -message.payload().length() - ENTRY_OVERHEAD : -ENTRY_OVERHEAD);
    }
}
