package org.tcserver.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The memory that all clients together use on the server. It has two pools, each with its own limit.
 * <ul>
 * <li><i>State</i> cannot be dropped: connections, streams, flows, names, unfinished messages. When the pool is full,
 * the budget closes clients of the address that uses most, largest first, until an eighth of the pool is free.
 * <li><i>Media</i> can be dropped: messages in queues and caches. An address may use four times the free part of the
 * pool, so that a single address never fills it. A message that does not fit is dropped.
 * </ul>
 *
 * <p>Thread-safe.
 */
public final class MemoryBudget {
    /** The pools as eighths of the heap. The rest is for the program itself and for garbage. */
    private static final int STATE_EIGHTHS = 3;

    private static final int MEDIA_EIGHTHS = 2;
    private static final int UNCOUNTED_EIGHTHS = 1;
    private static final long MIN_UNCOUNTED_BYTES = 1024;
    private static final long MAX_UNCOUNTED_BYTES = 32 * 1024;

    /** Maximum media of an address, as a multiple of the free part of the media pool. */
    private static final int SHARE_OF_FREE = 4;

    private final long stateLimitBytes;
    private final long mediaLimitBytes;
    private final long uncountedBytes;
    private final LongAdder stateBytes = new LongAdder();
    /** The part of the state whose clients are being closed. */
    private final LongAdder leavingBytes = new LongAdder();

    private final LongAdder mediaBytes = new LongAdder();
    private final Runnable evicted;
    private final Map<Long, AddressShare> shares = new ConcurrentHashMap<>();
    private final ReentrantLock reclaiming = new ReentrantLock();

    /**
     * Creates a budget.
     *
     * @param stateLimitBytes the limit for memory that cannot be dropped
     * @param mediaLimitBytes the limit for memory that can be dropped
     * @param uncountedBytes how much of the media pool each connection may use without being counted
     * @param evicted is run for each client that the budget closes, on any thread
     */
    public MemoryBudget(long stateLimitBytes, long mediaLimitBytes, long uncountedBytes, Runnable evicted) {
        this.stateLimitBytes = stateLimitBytes;
        this.mediaLimitBytes = mediaLimitBytes;
        this.uncountedBytes = uncountedBytes;
        this.evicted = evicted;
    }

    /** Returns a budget for a heap of {@code heapBytes} and at most {@code connections} clients. */
    public static MemoryBudget ofHeap(long heapBytes, int connections, Runnable evicted) {
        long eighth = heapBytes / 8;
        long uncounted = Math.clamp(
                eighth * UNCOUNTED_EIGHTHS / Math.max(1, connections), MIN_UNCOUNTED_BYTES, MAX_UNCOUNTED_BYTES);
        return new MemoryBudget(eighth * STATE_EIGHTHS, eighth * MEDIA_EIGHTHS, uncounted, evicted);
    }

    /**
     * Opens the account of a connection.
     *
     * @param address a key of the client's address or network; limits apply to all its accounts together
     * @param close closes the connection, from any thread and without waiting
     */
    public MemoryAccount open(long address, Runnable close) {
        return new MemoryAccount(this, address, close);
    }

    /** Returns the used bytes of the state pool. */
    public long stateBytes() {
        return stateBytes.sum();
    }

    /** Returns the used bytes of the media pool. */
    public long mediaBytes() {
        return mediaBytes.sum();
    }

    public long stateLimitBytes() {
        return stateLimitBytes;
    }

    public long mediaLimitBytes() {
        return mediaLimitBytes;
    }

    long uncountedBytes() {
        return uncountedBytes;
    }

    /** Adds an account to its address. */
    AddressShare join(long address, MemoryAccount account) {
        return shares.compute(address, (key, share) -> {
            var present = share == null ? new AddressShare() : share;
            present.accounts().add(account);
            return present;
        });
    }

    void leave(long address, MemoryAccount account) {
        shares.computeIfPresent(address, (key, share) -> {
            share.accounts().remove(account);
            return share.accounts().isEmpty() ? null : share;
        });
    }

    void addState(AddressShare share, long bytes) {
        share.addState(bytes);
        stateBytes.add(bytes);
    }

    void addLeaving(long bytes) {
        leavingBytes.add(bytes);
    }

    void addMedia(AddressShare share, long bytes) {
        share.addMedia(bytes);
        mediaBytes.add(bytes);
    }

    boolean isMediaScarce() {
        return mediaBytes.sum() > mediaLimitBytes / 2;
    }

    boolean hasMediaRoom(AddressShare share) {
        return share.mediaBytes() / SHARE_OF_FREE <= mediaLimitBytes - mediaBytes.sum();
    }

    /** Closes clients if the state pool is full, and the one of {@code charged} if its address is over its limit. */
    void reclaim(MemoryAccount charged) {
        var victims = new ArrayList<MemoryAccount>();
        // another thread that finds the pool full meanwhile leaves the work to this one
        if (stayingBytes() > stateLimitBytes && reclaiming.tryLock()) {
            try {
                chooseVictims(victims);
            } finally {
                reclaiming.unlock();
            }
        }
        if (!hasStateRoom(charged.share()) && charged.markEvicted()) {
            victims.add(charged);
        }
        for (var victim : victims) {
            victim.evict();
            evicted.run();
        }
    }

    /**
     * Returns false if a client of this address must not use more memory, because closing other clients takes time. An
     * address with at most a quarter of the pool is always served.
     */
    private boolean hasStateRoom(AddressShare share) {
        return stateBytes.sum() <= stateLimitBytes + stateLimitBytes / 8 || share.stateBytes() <= stateLimitBytes / 4;
    }

    private long stayingBytes() {
        return stateBytes.sum() - leavingBytes.sum();
    }

    private void chooseVictims(List<MemoryAccount> victims) {
        long goal = stateLimitBytes - stateLimitBytes / 8;
        int before;
        do {
            before = victims.size();
            chooseOfHeaviestAddress(goal, victims);
        } while (stayingBytes() > goal && victims.size() > before);
    }

    /** Takes accounts of the largest address until the goal is reached or another address is the largest. */
    private void chooseOfHeaviestAddress(long goal, List<MemoryAccount> victims) {
        AddressShare heaviest = null;
        long most = 0;
        long second = 0;
        for (var share : shares.values()) {
            long bytes = share.stayingBytes();
            if (bytes > most) {
                second = most;
                most = bytes;
                heaviest = share;
            } else {
                second = Math.max(second, bytes);
            }
        }
        if (heaviest == null) {
            return;
        }
        for (var holding : heaviest.holdings()) {
            if (stayingBytes() <= goal || most < second) {
                return;
            }
            if (holding.account().markEvicted()) {
                most -= holding.bytes();
                victims.add(holding.account());
            }
        }
    }
}
