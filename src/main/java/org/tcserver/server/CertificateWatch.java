package org.tcserver.server;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.tcserver.event.TlsEvent.TlsWarning;
import org.tcserver.event.TlsEvent.TlsWarning.Reason;

/**
 * Finds certificates that clients refuse, or will refuse soon. It reports a change at once, and repeats unchanged
 * warnings daily. Thread-safe, guarded by a lock.
 */
final class CertificateWatch {
    /** How long before its expiry a certificate causes a warning. */
    private static final Duration NOTICE = Duration.ofDays(14);

    private static final Duration REPEAT_PERIOD = Duration.ofDays(1);

    private final ReentrantLock lock = new ReentrantLock();
    private List<TlsWarning> reported = List.of();
    private Instant reportedAt = Instant.EPOCH;

    /**
     * Returns the current warnings about a server's certificate and its issuers. Returns none if the same ones were
     * reported less than a day ago.
     */
    List<TlsWarning> due(List<X509Certificate> chain, Instant now) {
        var warnings = warnings(chain, now);
        lock.lock();
        try {
            if (warnings.equals(reported) && now.isBefore(reportedAt.plus(REPEAT_PERIOD))) {
                return List.of();
            }
            reported = warnings;
            reportedAt = now;
            return warnings;
        } finally {
            lock.unlock();
        }
    }

    private static List<TlsWarning> warnings(List<X509Certificate> chain, Instant now) {
        var warnings = new ArrayList<TlsWarning>();
        for (var certificate : chain) {
            var subject = certificate.getSubjectX500Principal().getName();
            var begin = certificate.getNotBefore().toInstant();
            var end = certificate.getNotAfter().toInstant();
            if (now.isBefore(begin)) {
                warnings.add(new TlsWarning(Reason.NOT_YET_VALID, subject, begin));
            } else if (now.isAfter(end)) {
                warnings.add(new TlsWarning(Reason.EXPIRED, subject, end));
            } else if (now.isAfter(end.minus(NOTICE))) {
                warnings.add(new TlsWarning(Reason.EXPIRES_SOON, subject, end));
            }
        }
        return warnings;
    }
}
