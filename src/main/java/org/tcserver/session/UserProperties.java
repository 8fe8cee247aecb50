package org.tcserver.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.hub.Parameters;

/**
 * What an authenticated user name says about its user: {@code name=value} or {@code name}, separated by semicolons. A
 * user with an {@link #unreadableLimit} must not connect: nobody knows what the operator meant to forbid. Immutable.
 */
final class UserProperties {
    /** Those of a client without a user name. */
    static final UserProperties NONE = new UserProperties(Parameters.NONE);

    private static final List<String> LIMITS = List.of("nbf", "use_by", "exp", "exi", "pub");

    private final Parameters values;

    private UserProperties(Parameters values) {
        this.values = values;
    }

    static UserProperties of(String userName) {
        return new UserProperties(Parameters.ofUserName(userName));
    }

    /** {@code name}, perhaps empty. */
    String publisherName() {
        var name = values.value("name");
        return name == null ? "" : name;
    }

    /** The name of the first property that limits the user and has no number as its value; null if there is none. */
    @Nullable String unreadableLimit() {
        return LIMITS.stream()
                .filter(name -> values.has(name) && values.number(name).isEmpty())
                .findFirst()
                .orElse(null);
    }

    /** {@code pri}: the highest priority to publish and release with; 0 if it is no number. */
    double maxPriority() {
        return values.number("pri").orElse(0);
    }

    /** {@code xcl}: whether an older connection of the same user name must go. */
    boolean isExclusive() {
        return values.has("xcl");
    }

    /** {@code pub}: how many streams may be published at a time. Negative: any number. */
    int maxPublishes() {
        if (!values.has("pub")) {
            return Integer.MAX_VALUE;
        }
        double limit = values.number("pub").orElse(0);
        return limit < 0 ? Integer.MAX_VALUE : (int) limit;
    }

    /** {@code nbf} and {@code use_by}: whether the user may connect now. */
    boolean mayConnect(double unixSeconds) {
        return unixSeconds >= values.number("nbf").orElse(Double.NEGATIVE_INFINITY)
                && unixSeconds <= values.number("use_by").orElse(Double.POSITIVE_INFINITY);
    }

    /** {@code exp} and {@code exi}: for how many seconds the user may stay, perhaps infinitely many, perhaps none. */
    double maxStaySeconds(double unixSeconds) {
        double expiresAt = values.number("exp").orElse(Double.POSITIVE_INFINITY);
        double expiresIn = values.number("exi").orElse(Double.POSITIVE_INFINITY);
        return Math.min(expiresAt - unixSeconds, expiresIn);
    }
}
