package org.tcserver.hub;

import java.time.Duration;
import java.util.OptionalDouble;
import org.tcserver.tc.Deadlines;

/**
 * How timely what one subscriber plays must be. All times in nanoseconds. Immutable.
 *
 * @param lifetimes how late coded media may start
 * @param finishByMargin how much later what has started may finish
 * @param asIs whether timestamps are passed on as they were sent
 * @param hold for how long the end of a publication is kept from the player, in case that the publisher comes back
 */
public record Treatment(Lifetimes lifetimes, long finishByMargin, PreviousGop previousGop, boolean asIs, long hold) {
    /**
     * How late coded media may start, in nanoseconds.
     *
     * @param video keyframes and what needs them
     * @param checkpoint random-access checkpoints
     */
    public record Lifetimes(long video, long audio, long checkpoint) {}

    /**
     * What a keyframe does to the picture group before it.
     *
     * @param expires whether the deadlines of that are brought forward
     * @param startByMargin how late it may then start, counted from the keyframe
     */
    public record PreviousGop(boolean expires, long startByMargin) {}

    /** The longest that the end of a publication is kept from a player. */
    public static final Duration MAX_HOLD = Duration.ofSeconds(60);

    public static final Treatment DEFAULT = new Treatment(
            new Lifetimes(millis(2000), millis(2200), millis(4500)),
            millis(100),
            new PreviousGop(true, millis(100)),
            false,
            0);

    private static final long MIN_CAP = millis(10_000);

    /**
     * This one as {@code query} changes it; each time at most 10 s or twice what it is here, whichever is more, but a hold
     * {@link #MAX_HOLD}. What is no number, or negative, changes nothing. {@code this} if nothing changes.
     */
    public Treatment withQuery(Parameters query) {
        var changed = new Treatment(
                new Lifetimes(
                        time(query.number("videoLifetime"), lifetimes.video),
                        time(query.number("audioLifetime"), lifetimes.audio),
                        lifetimes.checkpoint),
                time(query.number("finishByMargin"), finishByMargin),
                new PreviousGop(
                        query.flag("expirePreviousGop", previousGop.expires),
                        time(query.number("previousGopStartByMargin"), previousGop.startByMargin)),
                query.flag("asis", asIs),
                time(query.number("hold"), hold, (double) MAX_HOLD.toNanos()));
        return changed.equals(this) ? this : changed;
    }

    /** The deadlines of a message that is offered now and may start {@code lifetimeNanos} later. */
    Deadlines deadlines(long nowNanos, long lifetimeNanos) {
        long startBy = nowNanos + lifetimeNanos;
        return new Deadlines(startBy, startBy + finishByMargin, 2 * lifetimeNanos);
    }

    private static long time(OptionalDouble seconds, long byDefault) {
        return time(seconds, byDefault, (double) Math.max(MIN_CAP, 2 * byDefault));
    }

    private static long time(OptionalDouble seconds, long byDefault, double cap) {
        return seconds.isEmpty() || seconds.getAsDouble() < 0
                ? byDefault
                : (long) Math.min(seconds.getAsDouble() * 1e9, cap);
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
