package org.tcserver.amf;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object: AMF0 object or typed object, AMF3 object.
 *
 * @param className the alias of its class; empty for an anonymous object
 * @param members in order; a repeated name keeps its first position and its last value
 */
public record AmfObject(String className, Map<String, AmfValue> members) implements AmfMembers {
    public AmfObject {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** Creates an anonymous object. */
    public AmfObject(Map<String, AmfValue> members) {
        this("", members);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the members of an anonymous object, in order. Confined to the thread that created it. */
    public static final class Builder {
        private final Map<String, AmfValue> members = new LinkedHashMap<>();

        private Builder() {}

        /** Adds a member, unless {@code value} is null. */
        @CanIgnoreReturnValue
        public Builder member(String name, @Nullable AmfValue value) {
            if (value != null) {
                members.put(name, value);
            }
            return this;
        }

        /** Adds a member, unless {@code text} is null. */
        @CanIgnoreReturnValue
        public Builder member(String name, @Nullable String text) {
            return text == null ? this : member(name, AmfValue.of(text));
        }

        @CanIgnoreReturnValue
        public Builder member(String name, double number) {
            return member(name, AmfValue.of(number));
        }

        @CanIgnoreReturnValue
        public Builder member(String name, boolean value) {
            return member(name, AmfValue.of(value));
        }

        public AmfObject build() {
            return new AmfObject(members);
        }
    }
}
