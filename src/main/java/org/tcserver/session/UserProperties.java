package org.tcserver.session;

import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tcserver.hub.Parameters;

/**
 * The properties in an authenticated user name: {@code name=value} or {@code name}, separated by semicolons. A user
 * with an {@link #unreadableLimit} must not connect, since the intended restriction is unclear. Immutable.
 */
final class UserProperties {
    /** The properties of a client without a user name. */
    static final UserProperties NONE = new UserProperties(Parameters.NONE);

    private static final Set<String> LIMITS = Set.of("nbf", "use_by", "exp", "exi", "pub");

    private final Parameters values;

    private UserProperties(Parameters values) {
        this.values = values;
    }

    static UserProperties of(String userName) {
        return new UserProperties(Parameters.ofUserName(userName));
    }

    /** Returns {@code name}, perhaps empty. */
    String publisherName() {
        var name = values.value("name");
        return name == null ? "" : name;
    }

    /**
     * Returns the name of a property that limits the user but has no number as its value, or null. A name in other
     * letters or with spaces, as in {@code exp = 1}, would not limit, so it counts as unreadable too.
     */
    @Nullable String unreadableLimit() {
        return values.names().stream()
                .filter(this::isUnreadableLimit)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Returns true for the name of a property that limits the user. */
    static boolean isLimit(String name) {
        return LIMITS.contains(name);
    }

    private boolean isUnreadableLimit(String name) {
        var intended = name.strip().toLowerCase(Locale.ROOT);
        boolean isReadable = intended.equals(name) && values.number(name).isPresent();
        return isLimit(intended) && !isReadable;
    }

    /** Returns {@code pri}: the highest priority to publish and release with; 0 if it is not a number. */
    double maxPriority() {
        return values.number("pri").orElse(0);
    }

    /** Returns true for {@code xcl}: this connection supersedes an older one of the same user name. */
    boolean isExclusive() {
        return values.has("xcl");
    }

    /** Returns {@code pub}: the number of concurrent publications. A negative value means no limit. */
    int maxPublishes() {
        if (!values.has("pub")) {
            return Integer.MAX_VALUE;
        }
        double limit = values.number("pub").orElse(0);
        return limit < 0 ? Integer.MAX_VALUE : (int) limit;
    }

    /** Returns true if {@code nbf} and {@code use_by} allow the user to connect now. */
    boolean mayConnect(double unixSeconds) {
        return unixSeconds >= values.number("nbf").orElse(Double.NEGATIVE_INFINITY)
                && unixSeconds <= values.number("use_by").orElse(Double.POSITIVE_INFINITY);
    }

    /**
     * Returns the seconds that {@code exp} and {@code exi} allow the user to stay: perhaps infinite, or zero or less.
     */
    double maxStaySeconds(double unixSeconds) {
        double expiresAt = values.number("exp").orElse(Double.POSITIVE_INFINITY);
        double expiresIn = values.number("exi").orElse(Double.POSITIVE_INFINITY);
        return Math.min(expiresAt - unixSeconds, expiresIn);
    }
}
