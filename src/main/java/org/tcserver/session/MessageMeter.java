package org.tcserver.session;

import org.jspecify.annotations.Nullable;
import org.tcserver.event.RefusalReason;
import org.tcserver.time.Clock;
import org.tcserver.time.TokenBucket;
import org.tcserver.wire.Bytes;

/**
 * Measures what a client has relayed and broadcast. A message that is too large is refused. After too many, the client
 * is read more slowly: nothing is lost, and what it sends waits on its own side. Confined to the connection's thread.
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

    /** Whether a message with these values is passed on; one that is not is counted. */
    boolean admits(Bytes values) {
        boolean isAdmitted = values.length() <= maxBytes;
        if (!isAdmitted) {
            tooLarge.count();
        }
        return isAdmitted;
    }

    /** The client sent a message, of whatever size. */
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

    /** For how long nothing is to be read from the client; 0: read on. */
    long holdUpNanos(long nowNanos) {
        if (isHeldUp && nowNanos - heldUpNanos >= 0) {
            isHeldUp = false;
        }
        return isHeldUp ? heldUpNanos - nowNanos : 0;
    }

    /** Logs what was counted since the last event. */
    void tell() {
        tooMany.tell();
        tooLarge.tell();
    }
}
