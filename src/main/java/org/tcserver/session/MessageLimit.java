package org.tcserver.session;

import org.jspecify.annotations.Nullable;
import org.tcserver.event.RefusalReason;
import org.tcserver.time.Clock;
import org.tcserver.time.TokenBucket;

/**
 * How many messages a client may have relayed and broadcast a second. What is dropped is told once a second at most.
 * Confined to the connection's thread.
 */
final class MessageLimit {
    private final Profile profile;
    private final Clock clock;
    private final @Nullable TokenBucket bucket;
    private long untold;
    private long tellAgainNanos;

    /** {@code perSecond}: 0 for any number. */
    MessageLimit(int perSecond, Profile profile, Clock clock) {
        this.profile = profile;
        this.clock = clock;
        tellAgainNanos = clock.nanos();
        bucket = perSecond == 0 ? null : new TokenBucket(perSecond, clock.nanos());
    }

    /** Whether a message is passed on; one that is not is counted. */
    boolean admits() {
        long nowNanos = clock.nanos();
        if (bucket == null || bucket.take(nowNanos)) {
            return true;
        }
        profile.count(RefusalReason.MESSAGES);
        untold++;
        if (nowNanos - tellAgainNanos >= 0) {
            tellAgainNanos = nowNanos + SessionParameters.LIMIT_REPORT_PERIOD.toNanos();
            tell();
        }
        return false;
    }

    /** Tells of what was dropped and not told yet. */
    void tell() {
        if (untold > 0) {
            profile.logLimited(RefusalReason.MESSAGES, null, untold);
            untold = 0;
        }
    }
}
