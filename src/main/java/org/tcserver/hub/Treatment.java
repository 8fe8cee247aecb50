package org.tcserver.hub;

import java.time.Duration;
import java.util.OptionalDouble;
import org.tcserver.tc.Deadlines;

/**
 * How timely what one subscriber plays must be. All times in nanoseconds. Immutable.
 *
 * @param lifetimes how late coded media may start
 * @param finishByMargin how much later what has started may finish
 * @param expirePreviousGop whether a keyframe brings forward the deadlines of the picture group before it
 * @param previousGopStartByMargin how late the picture group before it may then start, counted from the keyframe
 * @param asIs whether timestamps are passed on as they were sent
 */
public record Treatment(
        Lifetimes lifetimes,
        long finishByMargin,
        boolean expirePreviousGop,
        long previousGopStartByMargin,
        boolean asIs) {
    /**
     * How late coded media may start, in nanoseconds.
     *
     * @param video keyframes and what needs them
     * @param checkpoint random-access checkpoints
     */
    public record Lifetimes(long video, long audio, long checkpoint) {}

    public static final Treatment DEFAULT = new Treatment(
            new Lifetimes(millis(2000), millis(2200), millis(4500)), millis(100), true, millis(100), false);

    private static final long MIN_CAP = millis(10_000);

    /**
     * This one as {@code query} changes it; each time at most 10 s or twice what it is here, whichever is more. What is
     * no number, or negative, changes nothing. {@code this} if nothing changes.
     */
    public Treatment withQuery(Parameters query) {
        var changed = new Treatment(
                new Lifetimes(
                        time(query.number("videoLifetime"), lifetimes.video),
                        time(query.number("audioLifetime"), lifetimes.audio),
                        lifetimes.checkpoint),
                time(query.number("finishByMargin"), finishByMargin),
                query.flag("expirePreviousGop", expirePreviousGop),
                time(query.number("previousGopStartByMargin"), previousGopStartByMargin),
                query.flag("asis", asIs));
        return changed.equals(this) ? this : changed;
    }

    /** The deadlines of a message that is offered now and may start {@code lifetimeNanos} later. */
    Deadlines deadlines(long nowNanos, long lifetimeNanos) {
        long startBy = nowNanos + lifetimeNanos;
        return new Deadlines(startBy, startBy + finishByMargin, 2 * lifetimeNanos);
    }

    private static long time(OptionalDouble seconds, long byDefault) {
        if (seconds.isEmpty() || seconds.getAsDouble() < 0) {
            return byDefault;
        }
        double cap = Math.max(MIN_CAP, 2 * byDefault);
        return (long) Math.min(seconds.getAsDouble() * 1e9, cap);
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
