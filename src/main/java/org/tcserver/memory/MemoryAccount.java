package org.tcserver.memory;

import java.util.concurrent.locks.ReentrantLock;

/** What one connection makes the server hold. Thread-safe, guarded by its lock. */
public final class MemoryAccount {
    /** Why a connection was closed that {@link #isEvicted()}. */
    public static final String EVICTED = "closed to free memory: this address makes the server hold too much";

    private final ReentrantLock lock = new ReentrantLock();
    private final MemoryBudget budget;
    private final Runnable close;
    private long address;
    private volatile AddressShare share;
    private volatile long stateBytes;
    private volatile boolean evicted;
    private boolean closed;

    MemoryAccount(MemoryBudget budget, long address, Runnable close) {
        this.budget = budget;
        this.address = address;
        this.close = close;
        share = budget.join(address, this);
    }

    /**
     * Charges what the connection now holds in addition and cannot drop. If that fills the pool, the budget closes clients,
     * perhaps this one. Call it without a lock. Does nothing once the account is closed.
     *
     * @return false if this connection is being closed: allocate no more for it
     */
    public boolean charge(long bytes) {
        addState(bytes);
        budget.reclaim(this);
        return !evicted;
    }

    /** As {@link #charge}, but closes nobody: a later charge does. May be called with a lock. */
    public void chargeLocked(long bytes) {
        addState(bytes);
    }

    /** Undoes a {@link #charge}. Does nothing once the account is closed. */
    public void release(long bytes) {
        addState(-bytes);
    }

    /** Counts a message that waits, or is cached, for this connection or because of it. */
    public void holdMedia(long bytes) {
        budget.addMedia(share, bytes);
    }

    /** Undoes a {@link #holdMedia}, also after the account was closed. */
    public void releaseMedia(long bytes) {
        budget.addMedia(share, -bytes);
    }

    /** Returns false if this connection's address may hold no more media now. */
    public boolean hasMediaRoom() {
        return budget.hasMediaRoom(share);
    }

    /** Returns true if the media pool is more than half full: the rest is for what clients asked for. */
    public boolean isMediaScarce() {
        return budget.isMediaScarce();
    }

    /** Returns how much media may wait for this connection without being counted, in bytes. */
    public long uncountedBytes() {
        return budget.uncountedBytes();
    }

    /** Says that the client is at another address, as a proxy told. Call it before the connection holds any media. */
    public void moveTo(long newAddress) {
        lock.lock();
        try {
            if (!closed) {
                share.addState(-stateBytes);
                budget.leave(address, this);
                address = newAddress;
                share = budget.join(newAddress, this);
                share.addState(stateBytes);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns what is charged and was not released; 0 once the account is closed. */
    public long stateBytes() {
        return stateBytes;
    }

    /** Returns true if the budget closed the connection because the memory for all clients was used up. */
    public boolean isEvicted() {
        return evicted;
    }

    /** Releases all that was charged: the connection has ended. Idempotent. */
    public void close() {
        lock.lock();
        try {
            if (!closed) {
                addState(-stateBytes);
                closed = true;
                budget.leave(address, this);
            }
        } finally {
            lock.unlock();
        }
    }

    AddressShare share() {
        return share;
    }

    /** Counts the account among those that are being closed; false if it was already. {@link #evict} it afterwards. */
    boolean markEvicted() {
        lock.lock();
        try {
            if (evicted || closed) {
                return false;
            }
            evicted = true;
            budget.addLeaving(stateBytes);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Closes the connection, soon. */
    void evict() {
        close.run();
    }

    private void addState(long bytes) {
        lock.lock();
        try {
            if (!closed) {
                long total = stateBytes + bytes;
                stateBytes = total;
                budget.addState(share, bytes);
                if (evicted) {
                    budget.addLeaving(bytes);
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
