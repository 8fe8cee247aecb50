package org.tcserver.server;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.http.OriginPolicy;
import org.tcserver.wire.Bytes;

/**
 * Rules for connecting, and data for the connect response. Immutable.
 *
 * @param masterKeys keys that verify client tokens; if empty, every client may connect
 * @param serverInfo the member of that name in the connect response, or null
 * @param pages the web pages that may connect, and the names of this server
 */
public record Access(List<MasterKey> masterKeys, @Nullable String serverInfo, OriginPolicy pages) {
    public static final Access DEFAULT = new Access(List.of(), null, OriginPolicy.DEFAULT);

    public Access {
        masterKeys = List.copyOf(masterKeys);
    }

    /** Returns the same rules with other keys. */
    Access withKeys(List<MasterKey> keys) {
        return new Access(keys, serverInfo, pages);
    }

    List<Bytes> secrets() {
        return masterKeys.stream().map(MasterKey::secret).toList();
    }

    /**
     * Returns the rule for pages that may open a WebSocket. If there are keys, a page needs a token, so its origin is
     * less important.
     */
    OriginPolicy webSocketPages() {
        return masterKeys.isEmpty() ? pages : pages.guardedBySecret();
    }
}
