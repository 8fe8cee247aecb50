package org.tcserver.session;

import org.jspecify.annotations.Nullable;
import org.tcserver.event.RefusalReason;
import org.tcserver.time.Clock;
import org.tcserver.time.TokenBucket;
import org.tcserver.wire.Bytes;

/**
 * A meter of the messages that a client relays and broadcasts. Refuses a message that is too large. After too many, the
 * server reads more slowly from the client. No messages are lost; they wait on the client's side. Confined to the
 * connection's thread.
 */
final class MessageMeter {
    private final int maxBytes;
    private final @Nullable TokenBucket bucket;
    private final LimitReport tooMany;
    private final LimitReport tooLarge;
    private long heldUpNanos;
    private boolean isHeldUp;

    MessageMeter(MessageLimits limits, Profile profile, Clock clock) {
        maxBytes = limits.bytes();
        bucket = limits.perSecond() == 0 ? null : new TokenBucket(limits.perSecond(), clock.nanos());
        tooMany = new LimitReport(RefusalReason.MESSAGES, profile, clock);
        tooLarge = new LimitReport(RefusalReason.MESSAGE_BYTES, profile, clock);
    }

    /** Returns true if the size of {@code values} is allowed. Counts a refusal. */
    boolean admits(Bytes values) {
        boolean isAdmitted = values.length() <= maxBytes;
        if (!isAdmitted) {
            tooLarge.count();
        }
        return isAdmitted;
    }

    /** Counts a message of any size. */
    void spend(long nowNanos) {
        if (bucket == null) {
            return;
        }
        bucket.spend(nowNanos);
        long nanos = bucket.nanosToNext();
        if (nanos > 0 && !isHeldUp) {
            isHeldUp = true;
            heldUpNanos = nowNanos + Math.max(nanos, SessionParameters.SHORTEST_HOLD_UP.toNanos());
            tooMany.count();
        }
    }

    /** Returns how long the server must not read from the client; 0 if it may. */
    long holdUpNanos(long nowNanos) {
        if (isHeldUp && nowNanos - heldUpNanos >= 0) {
            isHeldUp = false;
        }
        return isHeldUp ? heldUpNanos - nowNanos : 0;
    }

    /** Logs the counts since the last event. */
    void tell() {
        tooMany.tell();
        tooLarge.tell();
    }
}
