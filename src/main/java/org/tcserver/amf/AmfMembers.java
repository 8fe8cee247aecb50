package org.tcserver.amf;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value with named members: an object or an ECMA array. Clients use either for objects.
 *
 * <p>Each accessor returns null if the member does not exist or is of another kind.
 */
public sealed interface AmfMembers extends AmfValue permits AmfObject, AmfEcmaArray {
    /** Returns the members in order; unmodifiable. */
    Map<String, AmfValue> members();

    default @Nullable AmfValue member(String name) {
        return members().get(name);
    }

    default @Nullable String string(String name) {
        return member(name) instanceof AmfString(String text) ? text : null;
    }

    default @Nullable Double number(String name) {
        return member(name) instanceof AmfNumber(double number) ? Double.valueOf(number) : null;
    }

    default @Nullable Boolean flag(String name) {
        return member(name) instanceof AmfBoolean(boolean value) ? Boolean.valueOf(value) : null;
    }

    default @Nullable AmfMembers object(String name) {
        return member(name) instanceof AmfMembers object ? object : null;
    }

    default @Nullable AmfStrictArray array(String name) {
        return member(name) instanceof AmfStrictArray array ? array : null;
    }
}
