package org.tcserver.event;

import java.time.Duration;

/** The totals of a client, an App or the whole server. Immutable; a {@link Tally} counts them. */
public record Totals(Use published, Use played, long broadcasts, Relays relays) {
    /** The number of publications or plays, and their total media time. */
    public record Use(long count, Duration duration) {
        public static final Use NONE = new Use(0, Duration.ZERO);
    }

    /**
     * Messages between clients.
     *
     * @param in {@code relay} commands that found their target
     * @param out {@code onRelay} commands that were sent
     * @param dropped {@code onRelay} commands that were dropped because the client's queue was full
     * @param tooLarge {@code relay} and {@code broadcast} commands that were refused for their size
     */
    public record Relays(long in, long out, long dropped, long tooLarge) {
        public static final Relays NONE = new Relays(0, 0, 0, 0);
    }

    public static final Totals NONE = new Totals(Use.NONE, Use.NONE, 0, Relays.NONE);

    void describe(Members members) {
        members.put("publishes", published.count)
                .put("plays", played.count)
                .put("broadcasts", broadcasts)
                .put("relaysIn", relays.in)
                .put("relaysOut", relays.out)
                .put("relaysDropped", relays.dropped)
                .put("relaysTooLarge", relays.tooLarge)
                .putSeconds("publishedDuration", published.duration)
                .putSeconds("playedDuration", played.duration);
    }
}
