package org.tcserver.session;

import org.tcserver.event.RefusalReason;
import org.tcserver.time.Clock;

/** Counts how often a client met a limit, and logs it once a second at most. Confined to the connection's thread. */
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

    /** The client met the limit once more. */
    void count() {
        profile.count(limit);
        untold++;
        long nowNanos = clock.nanos();
        if (nowNanos - tellAgainNanos >= 0) {
            tellAgainNanos = nowNanos + SessionParameters.LIMIT_REPORT_PERIOD.toNanos();
            tell();
        }
    }

    /** Logs what was counted since the last event. */
    void tell() {
        if (untold > 0) {
            profile.logLimited(limit, null, untold);
            untold = 0;
        }
    }
}
