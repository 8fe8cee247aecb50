package org.tcserver.cert;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a device's certificate: 1 to 64 letters, digits, {@code .}, {@code _} or {@code -}. It does not start
 * with a dot, and is not {@code root}, which names the authority. Safe as a file name. Immutable.
 */
public record LeafName(String text) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");

    public LeafName {
        if (!allowed(text)) {
            throw new IllegalArgumentException("not a certificate name");
        }
    }

    /** Returns the name, or empty if {@code text} is not a valid one. */
    public static Optional<LeafName> of(String text) {
        return allowed(text) ? Optional.of(new LeafName(text)) : Optional.empty();
    }

    private static boolean allowed(String text) {
        return FORM.matcher(text).matches() && !text.equalsIgnoreCase("root");
    }

    @Override
    public String toString() {
        return text;
    }
}
