package org.tcserver.memory;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What the accounts of one address hold together. Thread-safe. */
final class AddressShare {
    private final Set<MemoryAccount> accounts = ConcurrentHashMap.newKeySet();
    private final AtomicLong stateBytes = new AtomicLong();
    private final AtomicLong mediaBytes = new AtomicLong();

    /** The open accounts; changed by {@link MemoryBudget} only. */
    Set<MemoryAccount> accounts() {
        return accounts;
    }

    /** What the accounts hold that are not being closed. Adds them up: it is rarely needed. */
    long stayingBytes() {
        return accounts.stream()
                .filter(account -> !account.isEvicted())
                .mapToLong(MemoryAccount::stateBytes)
                .sum();
    }

    /** What an account held at one moment. */
    record Holding(MemoryAccount account, long bytes) {}

    /** Returns what each account holds now, the largest first. */
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
