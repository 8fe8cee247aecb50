package org.tcserver.event;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.tcserver.time.Clock;

/**
 * Decides which events of clients are written, so that no client can fill a disk with them.
 * <ul>
 * <li>A client has a budget, and all connections from its address share another.
 * <li>Events of a connection before its connect count only for its address; all of them may be suppressed.
 * <li>Essential events of a client are always written. They count too: the server reads more slowly from a client that
 * causes too many.
 * <li>Once per second, summaries count the suppressed events per client, or per address over its budget.
 * </ul>
 *
 * <p>Thread-safe, guarded by one lock.
 */
final class EventBudgets {
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final AddressBudgets addresses;
    private final Set<ClientEvents> untold = new LinkedHashSet<>();
    private long suppressed;

    EventBudgets(Clock clock) {
        this.clock = clock;
        addresses = new AddressBudgets(clock.nanos());
    }

    Clock clock() {
        return clock;
    }

    /** Returns whether to write an event of a connection from {@code address} that has not connected as a client. */
    boolean admits(String address, Event event) {
        lock.lock();
        try {
            long nowNanos = clock.nanos();
            var budget = addresses.of(address, nowNanos);
            return budget.tokens().take(nowNanos) || !isSuppressed(budget, event);
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether to write an event of a client. */
    boolean admits(ClientEvents client, ClientMembers about, Event event) {
        lock.lock();
        try {
            long nowNanos = clock.nanos();
            var shared = addresses.of(about.address(), nowNanos);
            var own = client.budget();
            if (client.isConnected() && event.isEssential()) {
                own.tokens().spend(nowNanos);
                shared.tokens().spend(nowNanos);
                client.busy(isBusy(own.tokens().level(nowNanos)));
                return true;
            }
            if (own.tokens().level(nowNanos) < 1) {
                client.about(about);
                untold.add(client);
                return !isSuppressed(own, event);
            }
            if (!shared.tokens().take(nowNanos)) {
                return !isSuppressed(shared, event);
            }
            return own.tokens().take(nowNanos);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns whether a client causes too many essential events, so that the server should read more slowly from it.
     */
    boolean isOverdrawn(ClientEvents client, String address) {
        lock.lock();
        try {
            long nowNanos = clock.nanos();
            double own = client.budget().tokens().level(nowNanos);
            double shared = addresses.of(address, nowNanos).tokens().level(nowNanos);
            client.busy(isBusy(own));
            return own < -EventParameters.CLIENT_OVERDRAFT
                    || (isBusy(own) && shared < -EventParameters.ADDRESS_OVERDRAFT);
        } finally {
            lock.unlock();
        }
    }

    /** Returns summaries of the events suppressed since the last call. */
    List<Event> takeSuppressed() {
        var events = new ArrayList<Event>();
        lock.lock();
        try {
            untold.forEach(client -> takeSuppressed(client, events));
            untold.clear();
            addresses.takeSuppressed(events::add);
        } finally {
            lock.unlock();
        }
        return events;
    }

    /** Returns a summary of {@code client}'s events suppressed since its last one, or an empty list. */
    List<Event> takeSuppressed(ClientEvents client) {
        var events = new ArrayList<Event>();
        lock.lock();
        try {
            if (untold.remove(client)) {
                takeSuppressed(client, events);
            }
        } finally {
            lock.unlock();
        }
        return events;
    }

    /** Returns the total number of suppressed events. */
    long suppressed() {
        lock.lock();
        try {
            return suppressed;
        } finally {
            lock.unlock();
        }
    }

    private void takeSuppressed(ClientEvents client, List<Event> events) {
        long nowNanos = clock.nanos();
        var about = client.about();
        var types = client.budget().takeSuppressed();
        var shared = addresses.of(about.address(), nowNanos);
        if (shared.tokens().take(nowNanos)) {
            events.add(new ClientEvent.Suppressed(about, types));
        } else {
            types.forEach(shared::suppress);
        }
    }

    private static boolean isBusy(double tokens) {
        return tokens < EventParameters.CLIENT_BURST - EventParameters.UNSUSPICIOUS;
    }

    private boolean isSuppressed(EventBudget budget, Event event) {
        budget.suppress(event.type(), 1);
        suppressed++;
        return true;
    }
}
