package org.tcserver.session;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.Bytes;

/**
 * What the operator chose for all sessions. Immutable.
 *
 * @param masterKeys of which any authenticates; none: every client is let in
 * @param serverInfo sent to each client, if set
 * @param serverFingerprint of the RTMFP certificate in hexadecimal digits, sent to each client, if there is one
 * @param randomConnectionIds whether connection IDs are random even where there is a peer ID, since several connections
 *     may share it
 * @param connectTimeout how long a client may take until it is connected
 * @param messages what a client may have relayed and broadcast
 */
public record SessionSettings(
        List<Bytes> masterKeys,
        @Nullable String serverInfo,
        @Nullable String serverFingerprint,
        boolean randomConnectionIds,
        Duration connectTimeout,
        MessageLimits messages) {
    /** The longest that a client, or the operator, lets the network delay messages. */
    public static final Duration MAX_EXTRA_DELAY = Duration.ofMinutes(2);

    private static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(30);

    public SessionSettings {
        masterKeys = List.copyOf(masterKeys);
    }

    /** Settings with the time to connect that is usual, and any number of messages. */
    public SessionSettings(
            List<Bytes> masterKeys,
            @Nullable String serverInfo,
            @Nullable String serverFingerprint,
            boolean randomConnectionIds) {
        this(
                masterKeys,
                serverInfo,
                serverFingerprint,
                randomConnectionIds,
                DEFAULT_CONNECT_TIMEOUT,
                MessageLimits.NONE);
    }

    /** Names what it holds, but no key. */
    @Override
    public String toString() {
        return "SessionSettings[" + masterKeys.size() + " keys, serverInfo=" + serverInfo + ", serverFingerprint="
                + serverFingerprint + ", randomConnectionIds=" + randomConnectionIds + ", connectTimeout="
                + connectTimeout + ", messages=" + messages + "]";
    }
}
