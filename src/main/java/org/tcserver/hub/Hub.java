package org.tcserver.hub;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tcserver.event.AppEvent;
import org.tcserver.event.EventLog;
import org.tcserver.event.Tally;
import org.tcserver.tc.StatusMessages;
import org.tcserver.tc.TcConnection;
import org.tcserver.tc.TcMessage;
import org.tcserver.tc.Wakeups;
import org.tcserver.time.Clock;

/**
 * The registry of all connected clients and Apps, and the table of all streams.
 *
 * <p>Thread-safe: a lock guards the registry, and each stripe's lock guards its streams. This room logs the events
 * {@code create-app}, {@code destroy-app}, {@code @setDataFrame} and {@code @clearDataFrame}.
 */
public final class Hub {
    private final Treatment treatment;
    private final EventLog log;
    private final Clock clock;
    private final StreamTable streams;
    private final int maxPublications;
    private final Watches watches;
    private final Tally tally = new Tally();
    private final AtomicInteger publishing = new AtomicInteger();
    private final AtomicInteger playing = new AtomicInteger();

    private final ReentrantLock registry = new ReentrantLock();
    private final Map<String, App> apps = new HashMap<>();
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();
    private final Map<String, Client> clientsById = new ConcurrentHashMap<>();
    private final Set<Subscription> holds = ConcurrentHashMap.newKeySet();
    private long connects;
    private boolean shuttingDown;

    /**
     * Creates an empty hub.
     *
     * @param treatment the default for players; the query of a {@code play} can override it
     */
    public Hub(Treatment treatment, HubLimits limits, EventLog log, Clock clock) {
        this.treatment = treatment;
        this.log = log;
        this.clock = clock;
        streams = new StreamTable(limits);
        watches = new Watches(limits.watches());
        maxPublications = limits.publications();
    }

    /**
     * Sends {@code welcome} to a client and adds it to its App, where other clients can then find it. Disconnects an
     * older client of the same exclusive user. If the server is stopping, also sends the shutdown notice.
     */
    public Client join(ClientIdentity identity, TcConnection connection, TcMessage welcome) {
        var wakeups = new Wakeups();
        @Nullable Client superseded;
        boolean created;
        Client client;
        registry.lock();
        try {
            created = !apps.containsKey(identity.app());
            var app = apps.computeIfAbsent(identity.app(), name -> new App(name, tally.part()));
            client = new Client(this, app, identity, connection);
            welcome(client, welcome, wakeups);
            superseded = app.add(client);
            clients.add(client);
            clientsById.put(identity.connectionId(), client);
            connects++;
        } finally {
            registry.unlock();
        }
        if (created) {
            log.log(new AppEvent.Create(identity.app()));
        }
        wakeups.fire();
        if (superseded != null) {
            superseded.leave();
            superseded.connection().close();
        }
        return client;
    }

    /** Returns a snapshot of the connected clients. */
    public Collection<Client> clients() {
        return List.copyOf(clients);
    }

    public HubStats stats() {
        registry.lock();
        try {
            return new HubStats(clients.size(), apps.size(), publishing.get(), playing.get(), connects, tally.totals());
        } finally {
            registry.unlock();
        }
    }

    /** Returns the number of streams that are published or played. */
    public int streamCount() {
        return streams.size();
    }

    /** Returns up to {@code limit} streams with numbers above {@code after}. */
    public Stream<StreamState> streams(long after, int limit) {
        return streams.list(after, limit);
    }

    /** Sends the shutdown notice to all clients, and to later ones when they join. Idempotent. */
    public void announceShutdown() {
        List<Client> present;
        registry.lock();
        try {
            present = shuttingDown ? List.of() : List.copyOf(clients);
            shuttingDown = true;
        } finally {
            registry.unlock();
        }
        var notify = StatusMessages.shutdownNotify();
        present.forEach(client -> client.send(notify));
    }

    /** Ends publications that have sent nothing for {@code limit}. The server calls this periodically. */
    public void endSilentPublications(Duration limit) {
        for (var client : clients) {
            client.endSilentPublications(limit.toNanos());
        }
    }

    /** Removes all clients and closes their connections. */
    public void closeAll() {
        for (var client : clients) {
            client.leave();
            client.connection().close();
        }
    }

    /** Ends expired holds: sends {@code UnpublishNotify} to the players that waited. A timer calls this. */
    public void endHolds() {
        long nowNanos = nowNanos();
        holds.forEach(subscription -> subscription.endHold(nowNanos));
    }

    /** Returns the subscriptions that currently hold back an end-of-stream notice. */
    Set<Subscription> holds() {
        return holds;
    }

    /** Returns the client with the given connection ID, in hexadecimal digits of either case, or null. */
    @Nullable Client find(String connectionId) {
        return clientsById.get(connectionId.toLowerCase(Locale.ROOT));
    }

    /** Removes a client from the registry; other clients no longer find it. */
    void unlist(Client client) {
        clients.remove(client);
        clientsById.remove(client.connectionId(), client);
    }

    void leaveApp(App app, Client client) {
        boolean destroyed;
        registry.lock();
        try {
            destroyed = app.remove(client);
            if (destroyed) {
                apps.remove(app.name());
            }
        } finally {
            registry.unlock();
        }
        if (destroyed) {
            log.log(app.destroyed());
        }
    }

    Treatment treatment() {
        return treatment;
    }

    StreamTable streams() {
        return streams;
    }

    Watches watches() {
        return watches;
    }

    long wallMillis() {
        return clock.wallMillis();
    }

    long nowNanos() {
        return clock.nanos();
    }

    void log(AppEvent event) {
        log.log(event);
    }

    /** Counts a stream that is about to be published. Returns false if the limit is reached. */
    boolean admitPublication() {
        int before =
                publishing.getAndUpdate(count -> maxPublications > 0 && count >= maxPublications ? count : count + 1);
        return maxPublications == 0 || before < maxPublications;
    }

    /** Counts a stream that preempts another. {@link #publicationEnded} will uncount the other one. */
    void replacePublication() {
        publishing.incrementAndGet();
    }

    void publicationEnded() {
        publishing.decrementAndGet();
    }

    void countPlaying(int change) {
        playing.addAndGet(change);
    }

    private void welcome(Client client, TcMessage welcome, Wakeups wakeups) {
        long nowNanos = nowNanos();
        client.send(welcome, nowNanos, wakeups);
        if (shuttingDown) {
            client.send(StatusMessages.shutdownNotify(), nowNanos, wakeups);
        }
    }
}
