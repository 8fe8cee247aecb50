package org.tcserver.memory;

import java.util.concurrent.locks.ReentrantLock;

/** The memory that one connection uses on the server. Thread-safe, guarded by its lock. */
public final class MemoryAccount {
    /** The reason for closing a connection that {@link #isEvicted()}. */
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
     * Charges additional memory that the connection cannot drop. If that fills the pool, the budget closes clients,
     * possibly this one. The caller must hold no lock. Does nothing after the account is closed.
     *
     * @return false if this connection is being closed: allocate no more for it
     */
    public boolean charge(long bytes) {
        addState(bytes);
        budget.reclaim(this);
        return !evicted;
    }

    /** Does the same as {@link #charge}, but closes no client; a later charge does. The caller may hold a lock. */
    public void chargeLocked(long bytes) {
        addState(bytes);
    }

    /** Reverses a {@link #charge}. Does nothing after the account is closed. */
    public void release(long bytes) {
        addState(-bytes);
    }

    /** Counts a message that is queued or cached for this connection or because of it. */
    public void holdMedia(long bytes) {
        budget.addMedia(share, bytes);
    }

    /** Reverses a {@link #holdMedia}, even after the account was closed. */
    public void releaseMedia(long bytes) {
        budget.addMedia(share, -bytes);
    }

    /** Returns false if this connection's address may hold no more media now. */
    public boolean hasMediaRoom() {
        return budget.hasMediaRoom(share);
    }

    /** Returns true if the media pool is more than half full. The rest is reserved for media that clients requested. */
    public boolean isMediaScarce() {
        return budget.isMediaScarce();
    }

    /** Returns how many bytes of media this connection may queue without being counted. */
    public long uncountedBytes() {
        return budget.uncountedBytes();
    }

    /** Changes the client's address to the one that a proxy reported. Call it before the connection holds any media. */
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

    /** Returns the charged bytes that were not released; 0 after the account is closed. */
    public long stateBytes() {
        return stateBytes;
    }

    /** Returns whether the budget closed the connection because the memory limit was reached. */
    public boolean isEvicted() {
        return evicted;
    }

    /** Releases all charged memory at the end of the connection. Idempotent. */
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

    /** Marks the account as being closed; returns false if it already was. The caller must then call {@link #evict}. */
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

    /** Closes the connection without waiting. */
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
