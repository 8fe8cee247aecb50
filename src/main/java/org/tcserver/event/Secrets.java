package org.tcserver.event;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides the secrets that clients put into addresses and stream names. Immutable.
 *
 * <p>Hidden are the values of the query parameters {@code token}, {@code password}, {@code pass}, {@code auth} and
 * {@code response}, whatever the case of the name and even if it is percent-encoded, and what stands before an
 * {@code @} in the authority. Everything else stays as it is.
 */
public final class Secrets {
    private static final String MASK = "***";
    private static final Set<String> NAMES = Set.of("token", "password", "pass", "auth", "response");

    /** Up to the authority's last {@code @}: a password may hold one that nobody encoded. */
    private static final Pattern USER_INFO = Pattern.compile("^((?:[^/?#]*:)?//)[^/?#]*@");

    /**
     * The separators are those of a stream name's query. A name is looked for behind a separator only: from every
     * character on, a query without any would take time that grows with the square of its length.
     */
    private static final Pattern PARAMETER = Pattern.compile("(?<![^&?;])([^&?;=]*+)=([^&?;]++)");

    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");

    private Secrets() {}

    /** Masks an address, or a name, of which a query may follow the first {@code ?}. */
    public static String mask(String text) {
        var masked = USER_INFO.matcher(text).replaceFirst("$1" + MASK + "@");
        int query = masked.indexOf('?') + 1;
        return query == 0 ? masked : masked.substring(0, query) + maskQuery(masked.substring(query));
    }

    /** Masks a query, without the {@code ?} before it. */
    public static String maskQuery(String query) {
        return PARAMETER
                .matcher(query)
                .replaceAll(found -> Matcher.quoteReplacement(
                        isSecret(found.group(1)) ? found.group(1) + "=" + MASK : found.group()));
    }

    private static boolean isSecret(String name) {
        var decoded = ESCAPE.matcher(name)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
        return NAMES.contains(decoded.strip().toLowerCase(Locale.ROOT));
    }
}
