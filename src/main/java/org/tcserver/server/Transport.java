package org.tcserver.server;

import java.time.Duration;
import org.tcserver.session.SessionSettings;

/**
 * Settings for sending packets, over TCP and over RTMFP. Immutable.
 *
 * @param dscp the DiffServ code point, 0 to 63
 * @param congestionDelay delay above the base round-trip time that counts as congestion
 * @param longestMerge how long messages may wait on a busy server, so that one write sends several; 0 disables this
 */
public record Transport(
        int dscp, Duration congestionDelay, Duration longestMerge, Rtmfp rtmfp, Redirection redirection) {
    public static final Transport DEFAULT =
            new Transport(0, Duration.ofSeconds(30), Duration.ofMillis(25), Rtmfp.DEFAULT, Redirection.DEFAULT);

    /** The maximum of {@code congestionDelay}, also for a client's own choice. */
    public static final Duration MAX_CONGESTION_DELAY = SessionSettings.MAX_EXTRA_DELAY;

    /**
     * Settings for RTMFP.
     *
     * @param reorderWindow how long an early message waits for the ones before it
     * @param staticKeys whether one Diffie-Hellman key serves all sessions, so that the fingerprint cannot be forged
     * @param requiresHmac whether packets must be authenticated
     * @param requiresSequenceNumbers whether packets must have session sequence numbers
     * @param allowsSeveralConnections whether one session may carry several connections
     */
    public record Rtmfp(
            Duration reorderWindow,
            boolean staticKeys,
            boolean requiresHmac,
            boolean requiresSequenceNumbers,
            boolean allowsSeveralConnections) {
        public static final Rtmfp DEFAULT = new Rtmfp(Duration.ofSeconds(1), false, true, true, false);
    }
}
