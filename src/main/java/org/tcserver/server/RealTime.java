package org.tcserver.server;

import java.time.Duration;
import org.tcserver.hub.Treatment;

/**
 * How long media may wait on its way to a player, unless the player requests otherwise. Immutable.
 *
 * @param finishByMargin additional time for a message to finish after its start deadline
 * @param hold how long to delay the end-of-publication notice to players
 */
public record RealTime(Lifetimes lifetimes, Duration finishByMargin, PreviousGop previousGop, Duration hold) {
    public static final RealTime DEFAULT =
            new RealTime(Lifetimes.DEFAULT, Duration.ofMillis(100), PreviousGop.DEFAULT, Duration.ZERO);

    /** The maximum of {@code hold}. */
    public static final Duration MAX_HOLD = Treatment.MAX_HOLD;

    /** The time after its arrival within which a message must start. */
    public record Lifetimes(Duration video, Duration audio, Duration checkpoint) {
        public static final Lifetimes DEFAULT =
                new Lifetimes(Duration.ofSeconds(2), Duration.ofMillis(2_200), Duration.ofMillis(4_500));
    }

    /**
     * The treatment of a group of pictures when the next one starts.
     *
     * @param expires whether its remaining messages expire early
     * @param startByMargin how long after the start of the next group they may still start
     */
    public record PreviousGop(boolean expires, Duration startByMargin) {
        public static final PreviousGop DEFAULT = new PreviousGop(true, Duration.ofMillis(100));
    }
}
