package org.tcserver.hub;

import java.time.Duration;
import java.util.OptionalDouble;
import org.tcserver.tc.Deadlines;

/**
 * The timeliness that one subscriber requires. All times are in nanoseconds. Immutable.
 *
 * @param lifetimes the time within which sending of a coded message must start
 * @param finishByMargin the additional time within which a started message must finish
 * @param asIs whether the server passes timestamps on unchanged
 * @param hold the delay of the end-of-stream notice, in case the publisher reconnects
 */
public record Treatment(Lifetimes lifetimes, long finishByMargin, PreviousGop previousGop, boolean asIs, long hold) {
    /**
     * The time within which sending of a coded message must start, in nanoseconds.
     *
     * @param video for keyframes and the frames that depend on them
     * @param checkpoint for random-access checkpoints
     */
    public record Lifetimes(long video, long audio, long checkpoint) {}

    /**
     * The effect of a keyframe on the previous GOP.
     *
     * @param expires whether the keyframe shortens the deadlines of the previous GOP
     * @param startByMargin the time after the keyframe within which sending of a message of the previous GOP must start
     */
    public record PreviousGop(boolean expires, long startByMargin) {}

    /** The longest delay of an end-of-stream notice. */
    public static final Duration MAX_HOLD = Duration.ofSeconds(60);

    public static final Treatment DEFAULT = new Treatment(
            new Lifetimes(millis(2000), millis(2200), millis(4500)),
            millis(100),
            new PreviousGop(true, millis(100)),
            false,
            0);

    private static final long MIN_CAP = millis(10_000);

    /**
     * Returns this treatment with the changes from {@code query}, or {@code this} if there are none. The maximum of a
     * time is 10 seconds or twice its current value, whichever is more. The maximum of a hold is {@link #MAX_HOLD}.
     * Ignores negative values and those that are not numbers.
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

    /** Returns the deadlines of a message that is queued now and must start within {@code lifetimeNanos}. */
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
