package org.tcserver.hub;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tcserver.event.AppEvent;
import org.tcserver.event.Tally;

/**
 * A partition of the server: a namespace for streams, and the scope of {@code broadcast}. An App exists from its first
 * client to its last.
 *
 * <p>Changes require the registry's lock. Any thread may iterate over the clients without it.
 */
final class App {
    private final String name;
    private final Tally tally;
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();
    private final Map<String, Client> exclusive = new HashMap<>();
    private long connects;
    private int maxClients;

    App(String name, Tally tally) {
        this.name = name;
        this.tally = tally;
    }

    String name() {
        return name;
    }

    Tally tally() {
        return tally;
    }

    Iterable<Client> clients() {
        return clients;
    }

    /** Adds a client. Returns the older client of the same exclusive user, which the new one supersedes, or null. */
    @Nullable Client add(Client client) {
        clients.add(client);
        connects++;
        maxClients = Math.max(maxClients, clients.size());
        var user = client.identity().exclusiveUser();
        return user == null ? null : exclusive.put(user, client);
    }

    /** Removes a client. Returns true if it was the last one. */
    boolean remove(Client client) {
        clients.remove(client);
        var user = client.identity().exclusiveUser();
        if (user != null) {
            exclusive.remove(user, client);
        }
        return clients.isEmpty();
    }

    AppEvent destroyed() {
        return new AppEvent.Destroy(name, connects, maxClients, tally.totals());
    }
}
