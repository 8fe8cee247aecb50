package org.tcserver.server;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.tcserver.cert.FileIdentity;
import org.tcserver.event.EventLog;
import org.tcserver.event.ServerEvent;
import org.tcserver.net.TcpTransport;
import org.tcserver.time.Timers;

/**
 * TLS for the listeners that want it: shakes hands, and looks now and then whether there is another certificate.
 * Thread-safe.
 */
final class TlsService {
    private final FileIdentity identity;
    private final Timers timers;
    private final EventLog log;
    private final Patience patience;
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private @Nullable String lastFailure;

    /** Handshakes compute for milliseconds; half of the carriers of virtual threads are left for those who are through. */
    private final Semaphore turns =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

    private TlsService(FileIdentity identity, Timers timers, EventLog log, Patience patience) {
        this.identity = identity;
        this.timers = timers;
        this.log = log;
        this.patience = patience;
    }

    /** Null if nothing is served under TLS. */
    static @Nullable TlsService of(Listeners.Secure secure, Timers timers, EventLog log, Patience patience)
            throws StartException {
        var certificate = secure.certificateFile();
        var key = secure.keyFile();
        if (secure.isEmpty() || certificate == null || key == null) {
            return null;
        }
        try {
            return new TlsService(new FileIdentity(certificate, key), timers, log, patience);
        } catch (IOException | CertificateException e) {
            throw new StartException("--tls-cert " + certificate + ", --tls-key " + key + ": " + e.getMessage(), e);
        }
    }

    /** Begins to look for new certificates. */
    void start() {
        timers.every(
                ServerParameters.TLS_REFRESH_PERIOD, () -> Thread.ofVirtual().start(this::refresh));
    }

    /** Shakes hands with a client, for a bounded time. */
    void secure(TcpTransport transport) throws IOException {
        patience.await("TLS handshake", transport, () -> {
            transport.secure(identity.newEngine(), turns);
            return transport;
        });
    }

    /** On a thread of its own, since it reads files; one at a time. */
    private void refresh() {
        if (!refreshing.compareAndSet(false, true)) {
            return;
        }
        try {
            if (identity.refresh()) {
                lastFailure = null;
                var certificate = identity.certificate();
                log.log(new ServerEvent.TlsReload(
                        certificate.getSubjectX500Principal().getName(),
                        certificate.getNotAfter().toInstant().getEpochSecond()));
            }
        } catch (IOException | CertificateException e) {
            reportOnce(String.valueOf(e.getMessage()));
        } finally {
            refreshing.set(false);
        }
    }

    private void reportOnce(String failure) {
        if (!failure.equals(lastFailure)) {
            lastFailure = failure;
            log.log(new ServerEvent.TlsReloadFailed(failure));
        }
    }
}
