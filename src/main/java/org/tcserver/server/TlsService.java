package org.tcserver.server;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tcserver.cert.FileIdentity;
import org.tcserver.cert.PemFile;
import org.tcserver.event.EventLog;
import org.tcserver.event.TlsEvent;
import org.tcserver.net.TcpTransport;
import org.tcserver.time.Clock;
import org.tcserver.time.Timers;

/**
 * TLS for the listeners that use it: does the handshakes, and checks periodically for a new certificate. Thread-safe; a
 * lock guards the access to the files.
 */
final class TlsService {
    private final FileIdentity identity;
    private final Timers timers;
    private final EventLog log;
    private final Patience patience;
    private final Clock clock;
    private final ReentrantLock files = new ReentrantLock();
    private final CertificateWatch watch = new CertificateWatch();
    private @Nullable String lastFailure;

    /**
     * Limits concurrent handshakes, because each one computes for milliseconds. Half of the virtual threads' carriers
     * remain for established connections.
     */
    private final Semaphore turns =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    private TlsService(FileIdentity identity, Timers timers, EventLog log, Patience patience, Clock clock) {
        this.clock = clock;
        this.identity = identity;
        this.timers = timers;
        this.log = log;
        this.patience = patience;
    }

    /** Returns the service, or null if no listener uses TLS. */
    static @Nullable TlsService of(Listeners.Secure secure, Timers timers, EventLog log, Patience patience, Clock clock)
            throws StartException {
        var certificate = secure.certificateFile();
        var key = secure.keyFile();
        if (secure.isEmpty() || certificate == null || key == null) {
            return null;
        }
        try {
            var identity = new FileIdentity(new PemFile("--tls-cert", certificate), new PemFile("--tls-key", key));
            return new TlsService(identity, timers, log, patience, clock);
        } catch (IOException | CertificateException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Logs certificate warnings, and starts to check for new certificates. */
    void start() {
        refresh();
        timers.every(
                ServerParameters.TLS_REFRESH_PERIOD, () -> Thread.ofVirtual().start(this::refresh));
    }

    /** Does the TLS handshake with a client, within the time limit. */
    void secure(TcpTransport transport) throws IOException {
        patience.await("TLS handshake", transport, () -> {
            transport.secure(identity.newEngine(), turns);
            return transport;
        });
    }

    /**
     * Reads the files now, even if unchanged, and returns the new certificate.
     *
     * @throws CertificateException if they are invalid; the old certificate stays in use
     */
    X509Certificate reload() throws IOException, CertificateException {
        files.lock();
        try {
            identity.reload();
            lastFailure = null;
            return identity.certificate();
        } finally {
            files.unlock();
        }
    }

    /** Reads changed files. Runs on a virtual thread because it does file I/O; one run at a time. */
    private void refresh() {
        if (!files.tryLock()) {
            return;
        }
        try {
            if (identity.refresh()) {
                lastFailure = null;
                log.log(TlsEvent.TlsReload.of(identity.certificate()));
            }
        } catch (IOException | CertificateException e) {
            reportOnce(String.valueOf(e.getMessage()));
        } finally {
            watch.due(identity.chain(), Instant.ofEpochMilli(clock.wallMillis()))
                    .forEach(log::log);
            files.unlock();
        }
    }

    private void reportOnce(String failure) {
        if (!failure.equals(lastFailure)) {
            lastFailure = failure;
            log.log(new TlsEvent.TlsReloadFailed(failure));
        }
    }
}
