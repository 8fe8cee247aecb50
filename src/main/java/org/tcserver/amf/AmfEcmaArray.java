package org.tcserver.amf;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An array whose indices are names: AMF0 ECMA array, AMF3 array with an associative portion (its dense portion comes
 * first here, as members "0", "1" and so on).
 *
 * @param members in their order; a name that came twice keeps its first place and its last value
 */
public record AmfEcmaArray(Map<String, AmfValue> members) implements AmfMembers {
    public AmfEcmaArray {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
}
