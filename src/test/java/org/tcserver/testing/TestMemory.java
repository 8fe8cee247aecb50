package org.tcserver.testing;

import org.tcserver.memory.MemoryAccount;
import org.tcserver.memory.MemoryBudget;

/** Memory budgets and accounts for tests. */
public final class TestMemory {
    /** Number of bytes that each queue may hold uncounted. */
    public static final int UNCOUNTED_BYTES = 32 * 1024;

    private TestMemory() {}

    /** Returns a budget with room for {@code mediaLimitBytes} of media and any state. */
    public static MemoryBudget budget(long mediaLimitBytes) {
        return new MemoryBudget(Long.MAX_VALUE, mediaLimitBytes, UNCOUNTED_BYTES, () -> {});
    }

    /** Returns an account in a budget of its own, with room for {@code mediaLimitBytes} of media. */
    public static MemoryAccount account(long mediaLimitBytes) {
        return account(budget(mediaLimitBytes));
    }

    /** Returns an account in {@code budget} that the budget cannot close to free memory. */
    public static MemoryAccount account(MemoryBudget budget) {
        return budget.open(1, () -> {});
    }
}
