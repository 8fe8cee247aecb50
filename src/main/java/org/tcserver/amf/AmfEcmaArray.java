package org.tcserver.amf;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An array with names as indices: an AMF0 ECMA array, or an AMF3 array with an associative portion. The dense portion
 * of the latter comes first, as members "0", "1" and so on.
 *
 * @param members in order; a repeated name keeps its first position and its last value
 */
public record AmfEcmaArray(Map<String, AmfValue> members) implements AmfMembers {
    public AmfEcmaArray {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
}
