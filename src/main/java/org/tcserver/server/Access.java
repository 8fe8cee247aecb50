package org.tcserver.server;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.http.OriginPolicy;
import org.tcserver.wire.Bytes;

/**
 * Who may connect, and what they are told then. Immutable.
 *
 * @param masterKeys each can prove a client's token; none: anyone may connect
 * @param serverInfo the member of that name in the connect response, if any
 * @param pages which pages in browsers may connect, and the names of this server
 */
public record Access(List<MasterKey> masterKeys, @Nullable String serverInfo, OriginPolicy pages) {
    public static final Access DEFAULT = new Access(List.of(), null, OriginPolicy.DEFAULT);

    public Access {
        masterKeys = List.copyOf(masterKeys);
    }

    /** This one with other keys. */
    Access withKeys(List<MasterKey> keys) {
        return new Access(keys, serverInfo, pages);
    }

    List<Bytes> secrets() {
        return masterKeys.stream().map(MasterKey::secret).toList();
    }

    /** Decides which pages may open a WebSocket: with keys, a page needs a token, so its origin matters less. */
    OriginPolicy webSocketPages() {
        return masterKeys.isEmpty() ? pages : pages.guardedBySecret();
    }
}
