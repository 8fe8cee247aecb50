package org.tcserver.rtmfp.crypto;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Map;
import org.tcserver.rtmfp.chunk.Option;
import org.tcserver.wire.Bytes;

/** Makes identities that are found by a hostname, as redirectors are. */
public final class NamedIdentity {
    private NamedIdentity() {}

    public static Identity of(String hostname) {
        var options = new ArrayList<Option>();
        options.add(new Option(Certificate.HOSTNAME, Bytes.ofUtf8(hostname)));
        for (var group : DhGroup.values()) {
            options.add(Option.ofNumber(Certificate.SUPPORTED_EPHEMERAL_GROUP, group.id()));
        }
        return new Identity(options, Map.of(), new SecureRandom());
    }
}
