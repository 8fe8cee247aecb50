package org.tcserver.event;

import java.util.BitSet;
import java.util.Locale;
import java.util.Set;

/**
 * Masks the secrets that clients put into addresses, names and other data. Immutable.
 *
 * <p>It masks the values of {@code token}, {@code password}, {@code pass}, {@code auth} and {@code response}, and
 * credentials before an {@code @}: in an authority, or with a colon in them. It sees through percent-encoding of any
 * depth: {@code live%3Ftoken%3D1} is a query too. All other text stays unchanged. Takes linear time.
 */
public final class Secrets {
    private static final String MASK = "***";
    private static final Set<String> NAMES = Set.of("token", "password", "pass", "auth", "response");
    private static final int LONGEST_NAME =
            NAMES.stream().mapToInt(String::length).max().orElseThrow();

    private final Unescaped text;
    private final BitSet hidden = new BitSet();

    private Secrets(Unescaped text) {
        this.text = text;
    }

    /** Returns {@code text} with {@code ***} in place of each secret. */
    public static String mask(String text) {
        if (text.indexOf('=') < 0 && text.indexOf('@') < 0 && text.indexOf('%') < 0) {
            return text;
        }
        var secrets = new Secrets(new Unescaped(text));
        secrets.hideParameters();
        secrets.hideAuthorities();
        secrets.hidePasswords();
        return secrets.masked();
    }

    private void hideParameters() {
        for (int i = 0; i < text.length(); i++) {
            if (text.at(i) == '=' && isSecretBefore(i)) {
                int end = endOfValue(i + 1);
                hidden.set(i + 1, end);
                i = end;
            }
        }
    }

    /** Returns whether the word before the equals sign is the name of a secret. Ignores spaces between, and {@code +}. */
    private boolean isSecretBefore(int equals) {
        int end = equals;
        while (end > 0 && (text.at(end - 1) <= ' ' || text.at(end - 1) == '+')) {
            end--;
        }
        int start = end;
        while (start > 0 && end - start <= LONGEST_NAME && Character.isLetterOrDigit(text.at(start - 1))) {
            start--;
        }
        return NAMES.contains(substring(start, end).toLowerCase(Locale.ROOT));
    }

    /**
     * Returns the end of a value. A plain {@code &} ends it. Other separators, including an encoded {@code &}, end it
     * only if another {@code name=value} follows, because they may be part of the secret.
     */
    private int endOfValue(int start) {
        int end = nextSeparator(start);
        while (end < text.length() && !(text.at(end) == '&' && text.isPlain(end))) {
            int next = nextSeparator(end + 1);
            if (contains('=', end + 1, next)) {
                return end;
            }
            end = next;
        }
        return end;
    }

    private int nextSeparator(int from) {
        int i = from;
        while (i < text.length() && "&?;#".indexOf(text.at(i)) < 0) {
            i++;
        }
        return i;
    }

    /**
     * Hides the text after {@code //} up to the last {@code @}, because a password may contain an unencoded {@code @}
     * or slash.
     */
    private void hideAuthorities() {
        int lastAt = text.length() - 1;
        while (lastAt >= 0 && text.at(lastAt) != '@') {
            lastAt--;
        }
        for (int i = 2; i <= lastAt; i++) {
            if (isSlash(i - 1) && isSlash(i - 2)) {
                int end = endOfAuthority(i);
                int at = lastIndexOf('@', i, end);
                if (at < 0 && hasOddPort(i, end)) {
                    at = lastAt;
                }
                if (at > i) {
                    hidden.set(i, at);
                    i = at;
                }
            }
        }
    }

    /**
     * Returns the end of an authority. If the slashes before it were not encoded, an encoded separator is part of the
     * name.
     */
    private int endOfAuthority(int start) {
        boolean plain = text.isPlain(start - 1);
        int end = start;
        while (end < text.length() && !("/\\?#".indexOf(text.at(end)) >= 0 && (text.isPlain(end) || !plain))) {
            end++;
        }
        return end;
    }

    /**
     * Returns whether the text after the colon is not a port: it is then the start of a password that contains a slash.
     */
    private boolean hasOddPort(int start, int end) {
        int colon = text.at(start) == '[' ? Math.max(start, lastIndexOf(']', start, end)) : start;
        while (colon < end && text.at(colon) != ':') {
            colon++;
        }
        for (int i = colon + 1; i < end; i++) {
            if (text.at(i) < '0' || text.at(i) > '9') {
                return true;
            }
        }
        return false;
    }

    /** Hides {@code user:password@} without slashes before it. */
    private void hidePasswords() {
        for (int start = 0; start < text.length(); ) {
            int end = start;
            while (end < text.length() && !isBoundary(end)) {
                end++;
            }
            int at = lastIndexOf('@', start, end);
            if (at > start && contains(':', start, at)) {
                hidden.set(start, at);
            }
            start = end + 1;
        }
    }

    private boolean isBoundary(int index) {
        return text.isPlain(index) && (text.at(index) <= ' ' || "/\\?#&;=".indexOf(text.at(index)) >= 0);
    }

    private boolean isSlash(int index) {
        return text.at(index) == '/' || text.at(index) == '\\';
    }

    private boolean contains(char c, int start, int end) {
        return lastIndexOf(c, start, end) >= 0;
    }

    private int lastIndexOf(char c, int start, int end) {
        for (int i = end - 1; i >= start; i--) {
            if (text.at(i) == c) {
                return i;
            }
        }
        return -1;
    }

    private String substring(int start, int end) {
        var part = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            part.append(text.at(i));
        }
        return part.toString();
    }

    private String masked() {
        if (hidden.isEmpty()) {
            return text.raw();
        }
        var masked = new StringBuilder(text.raw().length());
        for (int i = 0; i < text.length(); ) {
            int secret = hidden.nextSetBit(i);
            int end = secret < 0 ? text.length() : secret;
            masked.append(text.raw(), text.start(i), text.start(end));
            if (secret >= 0) {
                masked.append(MASK);
                end = hidden.nextClearBit(secret);
            }
            i = end;
        }
        return masked.toString();
    }
}
