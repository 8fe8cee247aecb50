package org.tcserver.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The memory that all clients together make the server hold. It has two pools, each with a limit of its own.
 *
 * <ul>
 *   <li><i>State</i> cannot be dropped: connections, streams, flows, names, unfinished messages. When the pool is full, the
 *       budget closes clients of the address that holds most, the largest first, until an eighth of the pool is free.
 *   <li><i>Media</i> can be dropped: messages in queues and caches. An address may hold four times what is still free, so
 *       that one address never fills the pool. A message for which there is no room is dropped.
 * </ul>
 *
 * <p>Thread-safe.
 */
public final class MemoryBudget {
    /** Parts of the heap, in eighths. The rest is for the program itself and for garbage. */
    private static final int STATE_EIGHTHS = 3;

    private static final int MEDIA_EIGHTHS = 2;
    private static final int UNCOUNTED_EIGHTHS = 1;
    private static final long MIN_UNCOUNTED_BYTES = 1024;
    private static final long MAX_UNCOUNTED_BYTES = 32 * 1024;

    /** How many times the free part of the media pool an address may hold. */
    private static final int SHARE_OF_FREE = 4;

    private final long stateLimitBytes;
    private final long mediaLimitBytes;
    private final long uncountedBytes;
    private final LongAdder stateBytes = new LongAdder();
    /** The part of it whose clients are being closed. */
    private final LongAdder leavingBytes = new LongAdder();

    private final LongAdder mediaBytes = new LongAdder();
    private final Runnable evicted;
    private final Map<Long, AddressShare> shares = new ConcurrentHashMap<>();
    private final ReentrantLock reclaiming = new ReentrantLock();

    /**
     * @param stateLimitBytes the limit of what cannot be dropped
     * @param mediaLimitBytes the limit of what can be dropped
     * @param uncountedBytes how much of the media pool each connection may use without being counted
     * @param evicted is run for each client that the budget closes, on any thread
     */
    public MemoryBudget(long stateLimitBytes, long mediaLimitBytes, long uncountedBytes, Runnable evicted) {
        this.stateLimitBytes = stateLimitBytes;
        this.mediaLimitBytes = mediaLimitBytes;
        this.uncountedBytes = uncountedBytes;
        this.evicted = evicted;
    }

    /** Returns the budget for a heap of {@code heapBytes} and at most {@code connections} clients. */
    public static MemoryBudget ofHeap(long heapBytes, int connections, Runnable evicted) {
        long eighth = heapBytes / 8;
        long uncounted = Math.clamp(
                eighth * UNCOUNTED_EIGHTHS / Math.max(1, connections), MIN_UNCOUNTED_BYTES, MAX_UNCOUNTED_BYTES);
        return new MemoryBudget(eighth * STATE_EIGHTHS, eighth * MEDIA_EIGHTHS, uncounted, evicted);
    }

    /**
     * Opens the account of a connection.
     *
     * @param address a key of the client's address or network; the accounts of one address share their fate
     * @param close closes the connection, from any thread and without waiting
     */
    public MemoryAccount open(long address, Runnable close) {
        return new MemoryAccount(this, address, close);
    }

    /** Returns what is held of the state pool, in bytes. */
    public long stateBytes() {
        return stateBytes.sum();
    }

    /** Returns what is held of the media pool, in bytes. */
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

    /** Adds an account to those of its address. */
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

    /** Closes clients if the state pool is full, and that of {@code charged} if its address must hold no more. */
    void reclaim(MemoryAccount charged) {
        var victims = new ArrayList<MemoryAccount>();
        // Another thread that finds the pool full meanwhile leaves the work to this one.
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
     * False if a client of this address must not make the server hold more, since closing others takes time. An address
     * that holds little is always served.
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

    /** Takes accounts of the heaviest address until the goal is reached or another address is the heaviest. */
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
