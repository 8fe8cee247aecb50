package org.tcserver.session;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tcserver.hub.Parameters;

/**
 * The login parameters in the query of the App or tcUrl, for clients that cannot add arguments to {@code connect}:
 * {@code user}, {@code token} and those of {@link AdobeAuth}. Values are as sent. Only {@code &} separates them, since
 * user names contain semicolons. Immutable.
 */
record LoginQuery(Map<String, String> values) {
    private static final String USER = "user";

    LoginQuery {
        values = Map.copyOf(values);
    }

    /** Parses both queries. Parameters of the App's query override those of {@code tcUrl}. */
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

    /** Returns the percent-decoded value, or an empty string if absent. */
    String decoded(String name) {
        return Parameters.percentDecode(values.getOrDefault(name, ""));
    }

    /** Returns the user name as sent and percent-decoded, or an empty set if absent. */
    Set<String> users() {
        var users = new LinkedHashSet<String>();
        var user = values.get(USER);
        if (user != null) {
            users.add(user);
            users.add(Parameters.percentDecode(user));
        }
        return users;
    }

    /** Omits the values, since some are secret. */
    @Override
    public String toString() {
        return "LoginQuery" + values.keySet();
    }
}
