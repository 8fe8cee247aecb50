package org.tcserver.event;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts {@link Totals} for itself and for its parent: a client counts for its App, an App for the server. Thread-safe,
 * without locks. A snapshot taken during counting may be inconsistent between members.
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

    /** Creates the tally of the whole server. */
    public Tally() {
        this(null);
    }

    private Tally(@Nullable Tally whole) {
        this.whole = whole;
    }

    /** Returns a new tally whose counts are also counted here. */
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

    /** Counts a {@code relay} command that found its target. */
    public void relayIn() {
        for (var tally = this; tally != null; tally = tally.whole) {
            tally.relaysIn.increment();
        }
    }

    /** Counts an {@code onRelay} command that was sent. */
    public void relayOut() {
        for (var tally = this; tally != null; tally = tally.whole) {
            tally.relaysOut.increment();
        }
    }

    /** Counts an {@code onRelay} command that was dropped because the client's queue was full. */
    public void relayDropped() {
        for (var tally = this; tally != null; tally = tally.whole) {
            tally.relaysDropped.increment();
        }
    }

    /** Counts a {@code relay} or {@code broadcast} command that was refused because it was too large. */
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
