package org.tcserver.amf;

import java.util.List;

/**
 * An AMF3 dictionary. In AMF0 it becomes an ECMA array if all its keys are strings, otherwise {@link
 * AmfEmpty#UNSUPPORTED}.
 *
 * @param weakKeys whether the sender's dictionary holds its keys by weak references
 */
public record AmfDictionary(boolean weakKeys, List<Entry> entries) implements AmfValue {
    /** A key and a value, of any kind. AMF3 writes integer keys as strings. */
    public record Entry(AmfValue key, AmfValue value) {}

    public AmfDictionary {
        entries = List.copyOf(entries);
    }
}
