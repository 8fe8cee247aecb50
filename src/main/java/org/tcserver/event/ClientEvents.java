package org.tcserver.event;

import org.jspecify.annotations.Nullable;
import org.tcserver.time.TokenBucket;

/** Logs the events of one connection, within its budget. Thread-safe, guarded by the budgets' lock. */
public final class ClientEvents {
    private final EventLog log;
    private final EventBudgets budgets;
    private final EventBudget budget;
    private @Nullable ClientMembers about;
    private volatile boolean connected;
    private volatile boolean busy;

    ClientEvents(EventLog log, EventBudgets budgets) {
        this.log = log;
        this.budgets = budgets;
        budget = new EventBudget(new TokenBucket(
                EventParameters.CLIENT_BURST,
                EventParameters.CLIENT_RATE,
                budgets.clock().nanos()));
    }

    /** Marks the connection as a connected client: its essential events are always written from now on. */
    public void connected() {
        connected = true;
    }

    /** Logs {@code event}, or counts it as suppressed. */
    public void log(ClientMembers members, Event event) {
        if (log.isWanted(event) && budgets.admits(this, members, event)) {
            log.write(event);
        }
    }

    /** Writes a summary of suppressed events, if there are any. */
    public void tellSuppressed() {
        budgets.takeSuppressed(this).forEach(log::write);
    }

    /**
     * Returns whether the client at {@code address} causes too many events, so that the server should read more slowly
     * from it.
     */
    public boolean isOverdrawn(String address) {
        return busy && budgets.isOverdrawn(this, address);
    }

    /** Sets whether the client has used a significant part of its budget. */
    void busy(boolean nowBusy) {
        busy = nowBusy;
    }

    boolean isConnected() {
        return connected;
    }

    EventBudget budget() {
        return budget;
    }

    void about(ClientMembers members) {
        about = members;
    }

    ClientMembers about() {
        if (about == null) {
            throw new IllegalStateException("nothing was suppressed");
        }
        return about;
    }
}
