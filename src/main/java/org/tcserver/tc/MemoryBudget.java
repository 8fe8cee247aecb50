package org.tcserver.tc;

import java.util.concurrent.atomic.LongAdder;

/**
 * What all send queues of the process may hold together. A payload counts once, however many queues hold it; each entry
 * counts its own overhead. Thread-safe.
 */
public final class MemoryBudget {
    /** About what one queued entry takes beside its payload, in bytes. */
    static final int ENTRY_OVERHEAD = 96;

    private final long limitBytes;
    private final LongAdder heldBytes = new LongAdder();

    public MemoryBudget(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** True while more is held than the limit. Sums a few cells: ask once per message, not once per subscriber. */
    public boolean isExhausted() {
        return heldBytes.sum() > limitBytes;
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
