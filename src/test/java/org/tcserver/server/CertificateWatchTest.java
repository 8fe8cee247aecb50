package org.tcserver.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcserver.event.TlsEvent.TlsWarning;
import org.tcserver.event.TlsEvent.TlsWarning.Reason;
import org.tcserver.testing.TlsFiles;

class CertificateWatchTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private final CertificateWatch watch = new CertificateWatch();
    private X509Certificate certificate;
    private Instant begin;
    private Instant end;

    @BeforeEach
    void make() throws Exception {
        begin = Instant.parse("2026-01-01T00:00:00Z");
        end = begin.plus(Duration.ofDays(90));
        certificate = TlsFiles.in(folder, "EC", begin, end).parsed();
    }

    private List<TlsWarning> due(Instant now) {
        return watch.due(List.of(certificate), now);
    }

    private static List<TlsWarning> warning(Reason reason, Instant date) {
        return List.of(new TlsWarning(reason, "CN=localhost", date));
    }

    @Test
    void isSilentWhileTheCertificateIsGoodForTwoWeeks() {
        assertEquals(List.of(), due(begin));
        assertEquals(List.of(), due(end.minus(Duration.ofDays(14))));
    }

    @Test
    void warnsDailyFromTwoWeeksBeforeTheEnd() {
        var first = end.minus(Duration.ofDays(14)).plus(SECOND);
        assertEquals(warning(Reason.EXPIRES_SOON, end), due(first));
        assertEquals(List.of(), due(first.plus(SECOND)));
        assertEquals(List.of(), due(first.plus(Duration.ofDays(1)).minus(SECOND)));
        assertEquals(warning(Reason.EXPIRES_SOON, end), due(first.plus(Duration.ofDays(1))));
        assertEquals(List.of(), due(first.plus(Duration.ofDays(1)).plus(SECOND)));
    }

    @Test
    void warnsAtOnceWhenTheCertificateExpires() {
        assertEquals(warning(Reason.EXPIRES_SOON, end), due(end.minus(SECOND)));
        assertEquals(warning(Reason.EXPIRED, end), due(end.plus(SECOND)));
        assertEquals(List.of(), due(end.plus(Duration.ofHours(23))));
        assertEquals(warning(Reason.EXPIRED, end), due(end.plus(Duration.ofHours(25))));
    }

    @Test
    void warnsOfACertificateThatIsNotYetValid() {
        assertEquals(warning(Reason.NOT_YET_VALID, begin), due(begin.minus(SECOND)));
        assertEquals(List.of(), due(begin));
    }

    @Test
    void warnsOfEachCertificateOfTheChain() throws Exception {
        var issuer = TlsFiles.in(folder, "EC", begin, begin.plus(Duration.ofDays(10)))
                .parsed();
        var now = begin.plus(Duration.ofDays(11));
        assertEquals(
                warning(Reason.EXPIRED, begin.plus(Duration.ofDays(10))), watch.due(List.of(certificate, issuer), now));
    }

    @Test
    void isSilentAgainOnceTheCertificateIsReplaced() throws Exception {
        assertEquals(warning(Reason.EXPIRED, end), due(end.plus(SECOND)));
        certificate =
                TlsFiles.in(folder, "EC", begin, end.plus(Duration.ofDays(90))).parsed();
        assertEquals(List.of(), due(end.plus(Duration.ofDays(2))));
    }
}
