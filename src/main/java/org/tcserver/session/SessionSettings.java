package org.tcserver.session;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.Bytes;

/**
 * The operator's settings for all sessions. Immutable.
 *
 * @param masterKeys the keys that authenticate clients; if empty, every client may connect
 * @param serverInfo text for each client, or null
 * @param serverFingerprint the fingerprint of the RTMFP certificate in hexadecimal digits, for each client, or null
 * @param randomConnectionIds whether connection IDs are random even if there is a peer ID, since several connections
 *     may share that
 * @param connectTimeout the time limit for {@code connect}
 * @param messages the limits on relayed and broadcast messages
 */
public record SessionSettings(
        List<Bytes> masterKeys,
        @Nullable String serverInfo,
        @Nullable String serverFingerprint,
        boolean randomConnectionIds,
        Duration connectTimeout,
        MessageLimits messages) {
    /** The highest limit on queuing delay that a client or the operator can set. */
    public static final Duration MAX_EXTRA_DELAY = Duration.ofMinutes(2);

    private static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(30);

    public SessionSettings {
        masterKeys = List.copyOf(masterKeys);
    }

    /** Creates settings with the default connect timeout and no message limits. */
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

    /** Includes the number of keys, but no key. */
    @Override
    public String toString() {
        return "SessionSettings[" + masterKeys.size() + " keys, serverInfo=" + serverInfo + ", serverFingerprint="
                + serverFingerprint + ", randomConnectionIds=" + randomConnectionIds + ", connectTimeout="
                + connectTimeout + ", messages=" + messages + "]";
    }
}
