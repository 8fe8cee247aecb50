package org.tcserver.event;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, sorted by name. Omits absent values and values without a JSON form. Masks secrets, and
 * cuts texts after {@value #MAX_TEXT_LENGTH} characters with an ellipsis. Confined to the thread that created it.
 */
public final class Members {
    static final int MAX_TEXT_LENGTH = 256;

    /** Texts longer than this are not searched for secrets; only their length is written. */
    private static final int MAX_MASKED_LENGTH = 16_384;

    private final SortedMap<String, Object> values = new TreeMap<>();

    /**
     * Adds a member, except if it is absent.
     *
     * @param value null, a {@code String}, a {@code Boolean}, a {@code Number}, or {@code asMap()} of other members, or
     *     a {@code Collection} of these
     */
    @CanIgnoreReturnValue
    public Members put(String name, @Nullable Object value) {
        if (value instanceof String text) {
            values.put(name, brief(text));
        } else if (value != null && !isUnsayable(value)) {
            values.put(name, value);
        }
        return this;
    }

    /** Adds a time, in seconds of Unix time. */
    @CanIgnoreReturnValue
    public Members putTime(String name, long wallMillis) {
        return put(name, Json.seconds(wallMillis));
    }

    /** Adds a duration in whole seconds, rounded. */
    @CanIgnoreReturnValue
    Members putSeconds(String name, Duration value) {
        return put(name, value.plusMillis(500).toSeconds());
    }

    @CanIgnoreReturnValue
    Members putStrings(String name, Collection<String> value) {
        return put(name, value.stream().map(Members::brief).toList());
    }

    SortedMap<String, Object> asMap() {
        return Collections.unmodifiableSortedMap(values);
    }

    private static String brief(String text) {
        if (text.length() > MAX_MASKED_LENGTH) {
            return "(" + text.length() + " characters)";
        }
        var masked = Secrets.mask(text);
        if (masked.length() <= MAX_TEXT_LENGTH) {
            return masked;
        }
        int end = MAX_TEXT_LENGTH - (Character.isHighSurrogate(masked.charAt(MAX_TEXT_LENGTH - 1)) ? 1 : 0);
        return masked.substring(0, end) + "…";
    }

    /** Returns whether a value has no JSON form: infinity or not a number. */
    static boolean isUnsayable(Object value) {
        return (value instanceof Double d && !Double.isFinite(d)) || (value instanceof Float f && !Float.isFinite(f));
    }
}
