package org.tcserver.event;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts {@link Totals}, for itself and for the whole that it is part of: a client counts for its App, an App for the
 * server. Thread-safe, without locks; totals that are read while others count may be torn between members.
 */
public final class Tally {
    private final @Nullable Tally whole;
    private final LongAdder publishes = new LongAdder();
    private final LongAdder plays = new LongAdder();
    private final LongAdder broadcasts = new LongAdder();
    private final LongAdder relaysIn = new LongAdder();
    private final LongAdder relaysOut = new LongAdder();
    private final LongAdder relaysDropped = new LongAdder();
    private final LongAdder relaysTooLarge = new LongAdder();
    private final LongAdder publishedNanos = new LongAdder();
    private final LongAdder playedNanos = new LongAdder();

    /** The tally of the whole server. */
    public Tally() {
        this(null);
    }

    private Tally(@Nullable Tally whole) {
        this.whole = whole;
    }

    /** A new tally of a part: all that it counts is counted here too. */
    public Tally part() {
        return new Tally(this);
    }

    public void publish() {
        for (var tally = this; tally != null; tally = tally.whole) {
            tally.publishes.increment();
        }
    }

    public void play() {
        for (var tally = this; tally != null; tally = tally.whole) {
            tally.plays.increment();
        }
    }

    public void broadcast() {
        for (var tally = this; tally != null; tally = tally.whole) {
            tally.broadcasts.increment();
        }
    }

    /** A {@code relay} command found its target. */
    public void relayIn() {
        for (var tally = this; tally != null; tally = tally.whole) {
            tally.relaysIn.increment();
        }
    }

    /** An {@code onRelay} command was sent. */
    public void relayOut() {
        for (var tally = this; tally != null; tally = tally.whole) {
            tally.relaysOut.increment();
        }
    }

    /** An {@code onRelay} command was dropped, since too much waited for the client. */
    public void relayDropped() {
        for (var tally = this; tally != null; tally = tally.whole) {
            tally.relaysDropped.increment();
        }
    }

    /** A {@code relay} or {@code broadcast} command was refused, since it was too large. */
    public void relayTooLarge() {
        for (var tally = this; tally != null; tally = tally.whole) {
            tally.relaysTooLarge.increment();
        }
    }

    public void publishedFor(long nanos) {
        for (var tally = this; tally != null; tally = tally.whole) {
            tally.publishedNanos.add(nanos);
        }
    }

    public void playedFor(long nanos) {
        for (var tally = this; tally != null; tally = tally.whole) {
            tally.playedNanos.add(nanos);
        }
    }

    public Totals totals() {
        return new Totals(
                new Totals.Use(publishes.sum(), Duration.ofNanos(publishedNanos.sum())),
                new Totals.Use(plays.sum(), Duration.ofNanos(playedNanos.sum())),
                broadcasts.sum(),
                new Totals.Relays(relaysIn.sum(), relaysOut.sum(), relaysDropped.sum(), relaysTooLarge.sum()));
    }
}
