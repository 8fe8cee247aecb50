package org.tcserver.session;

import org.tcserver.event.RefusalReason;
import org.tcserver.time.Clock;

/**
 * A counter of how often a client exceeded a limit. Logs at most once a second. Confined to the connection's thread.
 */
final class LimitReport {
    private final RefusalReason limit;
    private final Profile profile;
    private final Clock clock;
    private long untold;
    private long tellAgainNanos;

    LimitReport(RefusalReason limit, Profile profile, Clock clock) {
        this.limit = limit;
        this.profile = profile;
        this.clock = clock;
        tellAgainNanos = clock.nanos();
    }

    /** Counts one more excess. */
    void count() {
        profile.count(limit);
        untold++;
        long nowNanos = clock.nanos();
        if (nowNanos - tellAgainNanos >= 0) {
            tellAgainNanos = nowNanos + SessionParameters.LIMIT_REPORT_PERIOD.toNanos();
            tell();
        }
    }

    /** Logs the count since the last event. */
    void tell() {
        if (untold > 0) {
            profile.logLimited(limit, null, untold);
            untold = 0;
        }
    }
}
