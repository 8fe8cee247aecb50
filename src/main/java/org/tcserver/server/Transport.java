package org.tcserver.server;

import java.time.Duration;
import org.tcserver.session.SessionSettings;

/**
 * How packets are sent, over TCP and over RTMFP. Immutable.
 *
 * @param dscp the DiffServ codepoint, 0 to 63
 * @param congestionDelay how much more than the base round-trip time counts as congestion
 * @param longestMerge how long messages may wait for one another on a busy server, so that several leave in one write; 0
 *     for never
 */
public record Transport(
        int dscp, Duration congestionDelay, Duration longestMerge, Rtmfp rtmfp, Redirection redirection) {
    public static final Transport DEFAULT =
            new Transport(0, Duration.ofSeconds(30), Duration.ofMillis(25), Rtmfp.DEFAULT, Redirection.DEFAULT);

    /** The longest {@code congestionDelay}, for a client that chooses its own too. */
    public static final Duration MAX_CONGESTION_DELAY = SessionSettings.MAX_EXTRA_DELAY;

    /**
     * The choices of RTMFP.
     *
     * @param reorderWindow how long a message that came early waits for the ones before it
     * @param staticKeys whether one Diffie-Hellman key serves all sessions, so that the fingerprint cannot be forged
     * @param requiresHmac whether packets must be authenticated
     * @param requiresSequenceNumbers whether packets must bear session sequence numbers
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
