package org.tcserver.event;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, sorted by name. What is absent or cannot be said in JSON is left out. Confined to the
 * thread that made it.
 */
public final class Members {
    private final SortedMap<String, Object> values = new TreeMap<>();

    /**
     * Adds a member, unless it is absent.
     *
     * @param value null, a {@code String}, a {@code Boolean}, a {@code Number}, or a {@code Map} with string keys or a
     *     {@code Collection} of such values
     */
    @CanIgnoreReturnValue
    public Members put(String name, @Nullable Object value) {
        if (value != null && !isUnsayable(value)) {
            values.put(name, value);
        }
        return this;
    }

    /** Adds a text that a client chose and that may hold a secret in its authority or query. */
    @CanIgnoreReturnValue
    public Members putMasked(String name, @Nullable String value) {
        return put(name, value == null ? null : Secrets.mask(value));
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
        return put(name, value);
    }

    SortedMap<String, Object> asMap() {
        return Collections.unmodifiableSortedMap(values);
    }

    /** JSON has no word for infinities and for what is not a number. */
    static boolean isUnsayable(Object value) {
        return (value instanceof Double d && !Double.isFinite(d)) || (value instanceof Float f && !Float.isFinite(f));
    }
}
