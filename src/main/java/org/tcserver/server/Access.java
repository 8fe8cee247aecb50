package org.tcserver.server;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may connect, and what they are told then. Immutable.
 *
 * @param masterKeys each can prove a client's token; none: anyone may connect
 * @param serverInfo the member of that name in the connect response, if any
 */
public record Access(List<MasterKey> masterKeys, @Nullable String serverInfo) {
    public static final Access DEFAULT = new Access(List.of(), null);

    public Access {
        masterKeys = List.copyOf(masterKeys);
    }
}
