package org.tcserver.session;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tcserver.hub.Parameters;

/**
 * What a client says of itself in the query of its App or tcUrl, since it cannot add arguments to {@code connect}: {@code
 * user}, {@code token} and those of {@link AdobeAuth}. Values are kept as they were sent; only {@code &} separates, since
 * user names contain semicolons. Immutable.
 */
record LoginQuery(Map<String, String> values) {
    private static final String USER = "user";

    LoginQuery {
        values = Map.copyOf(values);
    }

    /** The App's query counts; that of {@code tcUrl} only for what is not in it. */
    static LoginQuery of(@Nullable String app, @Nullable String tcUrl) {
        var values = new TreeMap<String, String>();
        if (tcUrl != null) {
            addAll(TcUrl.parse(tcUrl).query(), values);
        }
        int query = app == null ? -1 : app.indexOf('?');
        if (app != null && query >= 0) {
            addAll(app.substring(query + 1), values);
        }
        return new LoginQuery(values);
    }

    private static void addAll(String query, Map<String, String> values) {
        for (var each : query.split("&", -1)) {
            int equals = each.indexOf('=');
            if (equals > 0) {
                values.put(each.substring(0, equals), each.substring(equals + 1));
            }
        }
    }

    @Nullable String value(String name) {
        return values.get(name);
    }

    /** The value without percent-encoding; empty if it was not given. */
    String decoded(String name) {
        return Parameters.percentDecode(values.getOrDefault(name, ""));
    }

    /** The user name as sent, and as it is if that was percent-encoded; nothing if there is none. */
    Set<String> users() {
        var users = new LinkedHashSet<String>();
        var user = values.get(USER);
        if (user != null) {
            users.add(user);
            users.add(Parameters.percentDecode(user));
        }
        return users;
    }

    /** Tells no value: some are secret. */
    @Override
    public String toString() {
        return "LoginQuery" + values.keySet();
    }
}
