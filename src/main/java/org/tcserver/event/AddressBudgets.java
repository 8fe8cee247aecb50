package org.tcserver.event;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tcserver.time.TokenBucket;

/**
 * Event budgets per address: an IPv4 address, or the first 64 bits of an IPv6 one. Full budgets are removed to make
 * room for new ones. If none can be removed, all further addresses share one budget. Not thread-safe.
 */
final class AddressBudgets {
    /** In access order. */
    private final Map<String, EventBudget> budgets = new LinkedHashMap<>(16, 0.75f, true);

    private final EventBudget others;

    AddressBudgets(long nowNanos) {
        others = newBudget(nowNanos);
    }

    /**
     * Returns the budget for {@code address}, which has the form of events: with its port, and perhaps values from a
     * proxy.
     */
    EventBudget of(String address, long nowNanos) {
        var host = host(address);
        var known = budgets.get(host);
        if (known != null) {
            return known;
        }
        if (budgets.size() >= EventParameters.ADDRESSES && !forgetEldest(nowNanos)) {
            return others;
        }
        var added = newBudget(nowNanos);
        budgets.put(host, added);
        return added;
    }

    /** Passes a summary to {@code visitor} for each address with suppressed events. */
    void takeSuppressed(Consumer<ServerEvent.Suppressed> visitor) {
        budgets.forEach((host, budget) -> take(host, budget, visitor));
        take(null, others, visitor);
    }

    private static void take(@Nullable String host, EventBudget budget, Consumer<ServerEvent.Suppressed> visitor) {
        if (budget.hasSuppressed()) {
            visitor.accept(new ServerEvent.Suppressed(host, budget.takeSuppressed()));
        }
    }

    private boolean forgetEldest(long nowNanos) {
        var eldest = budgets.entrySet().iterator();
        var budget = eldest.next().getValue();
        boolean idle = budget.tokens().isFull(nowNanos) && !budget.hasSuppressed();
        if (idle) {
            eldest.remove();
        }
        return idle;
    }

    private static EventBudget newBudget(long nowNanos) {
        return new EventBudget(new TokenBucket(EventParameters.ADDRESS_BURST, EventParameters.ADDRESS_RATE, nowNanos));
    }

    /** Returns {@code 192.0.2.1}, or {@code 2001:db8:0:1::/64}. */
    static String host(String address) {
        int end = address.indexOf(';');
        int port = address.lastIndexOf(':', end < 0 ? address.length() : end);
        var host = address.substring(0, port < 0 ? address.length() : port);
        return host.startsWith("[") ? network(host) : host;
    }

    private static String network(String literal) {
        try {
            if (InetAddress.getByName(literal) instanceof Inet6Address address) {
                var groups = ByteBuffer.wrap(address.getAddress()).asShortBuffer();
                List<String> texts = new ArrayList<>();
                for (int i = 0; i < groups.capacity() / 2; i++) {
                    texts.add(Integer.toHexString(Short.toUnsignedInt(groups.get(i))));
                }
                return String.join(":", texts) + "::/64";
            }
        } catch (UnknownHostException e) {
            return literal; // not an address, so the text itself is the key
        }
        return literal;
    }
}
