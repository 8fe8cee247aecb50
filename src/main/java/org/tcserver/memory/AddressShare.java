package org.tcserver.memory;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The memory totals of all accounts of one address. Thread-safe. */
final class AddressShare {
    private final Set<MemoryAccount> accounts = ConcurrentHashMap.newKeySet();
    private final AtomicLong stateBytes = new AtomicLong();
    private final AtomicLong mediaBytes = new AtomicLong();

    /** Returns the open accounts; only {@link MemoryBudget} changes them. */
    Set<MemoryAccount> accounts() {
        return accounts;
    }

    /**
     * Returns the state bytes of the accounts that are not being closed. Sums them on each call, because it is rarely
     * called.
     */
    long stayingBytes() {
        return accounts.stream()
                .filter(account -> !account.isEvicted())
                .mapToLong(MemoryAccount::stateBytes)
                .sum();
    }

    /** The state bytes of an account at one moment. */
    record Holding(MemoryAccount account, long bytes) {}

    /** Returns the state bytes of each account, largest first. */
    List<Holding> holdings() {
        return accounts.stream()
                .map(account -> new Holding(account, account.stateBytes()))
                .sorted(Comparator.comparingLong(Holding::bytes).reversed())
                .toList();
    }

    void addMedia(long bytes) {
        mediaBytes.addAndGet(bytes);
    }

    long mediaBytes() {
        return mediaBytes.get();
    }

    void addState(long bytes) {
        stateBytes.addAndGet(bytes);
    }

    long stateBytes() {
        return stateBytes.get();
    }
}
