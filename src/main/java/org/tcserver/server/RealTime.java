package org.tcserver.server;

import java.time.Duration;
import org.tcserver.hub.Treatment;

/**
 * How long media may wait on their way to a player, unless the player asks otherwise. Immutable.
 *
 * @param finishByMargin how much longer a message may take once it was started
 * @param hold for how long the end of a publication is kept from players
 */
public record RealTime(Lifetimes lifetimes, Duration finishByMargin, PreviousGop previousGop, Duration hold) {
    public static final RealTime DEFAULT =
            new RealTime(Lifetimes.DEFAULT, Duration.ofMillis(100), PreviousGop.DEFAULT, Duration.ZERO);

    /** The longest {@code hold}. */
    public static final Duration MAX_HOLD = Treatment.MAX_HOLD;

    /** How long after its arrival a message must have been started. */
    public record Lifetimes(Duration video, Duration audio, Duration checkpoint) {
        public static final Lifetimes DEFAULT =
                new Lifetimes(Duration.ofSeconds(2), Duration.ofMillis(2_200), Duration.ofMillis(4_500));
    }

    /**
     * What happens to what is left of a group of pictures when the next one begins.
     *
     * @param expires whether it expires early
     * @param startByMargin how long after the beginning of the next its messages may still be started
     */
    public record PreviousGop(boolean expires, Duration startByMargin) {
        public static final PreviousGop DEFAULT = new PreviousGop(true, Duration.ofMillis(100));
    }
}
