package org.tcserver.event;

import java.time.Duration;

/**
 * What a client, an App or the whole server did so far. Immutable; a {@link Tally} counts it.
 *
 * @param relaysIn {@code relay} commands that found their target
 * @param relaysOut {@code onRelay} commands that were sent
 */
public record Totals(Use published, Use played, long broadcasts, long relaysIn, long relaysOut) {
    /** How often streams were published or played, and for how long media flowed. */
    public record Use(long count, Duration duration) {
        public static final Use NONE = new Use(0, Duration.ZERO);
    }

    public static final Totals NONE = new Totals(Use.NONE, Use.NONE, 0, 0, 0);

    void describe(Members members) {
        members.put("publishes", published.count)
                .put("plays", played.count)
                .put("broadcasts", broadcasts)
                .put("relaysIn", relaysIn)
                .put("relaysOut", relaysOut)
                .putSeconds("publishedDuration", published.duration)
                .putSeconds("playedDuration", played.duration);
    }
}
