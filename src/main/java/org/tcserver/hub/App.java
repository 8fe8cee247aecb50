package org.tcserver.hub;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tcserver.event.AppEvent;
import org.tcserver.event.Tally;

/**
 * A partition: the space of stream names, and the reach of {@code broadcast}. It lives from its first client to its
 * last.
 *
 * <p>Changed under the registry's lock only; its clients may be visited by any thread without it.
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

    /** Answers whom the newcomer takes over, if anyone. */
    @Nullable Client add(Client client) {
        clients.add(client);
        connects++;
        maxClients = Math.max(maxClients, clients.size());
        var user = client.identity().exclusiveUser();
        return user == null ? null : exclusive.put(user, client);
    }

    /** Answers whether that was the last one. */
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
