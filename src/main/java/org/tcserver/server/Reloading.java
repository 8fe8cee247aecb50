package org.tcserver.server;

import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tcserver.event.EventLog;
import org.tcserver.event.ServerEvent;
import org.tcserver.event.TlsEvent;
import org.tcserver.session.Sessions;

/**
 * Changes keys and certificates while the server runs. Connected clients stay connected. If any part is invalid,
 * nothing changes. Thread-safe, guarded by a lock.
 */
final class Reloading {
    private final Sessions sessions;
    private final @Nullable TlsService tls;
    private final EventLog log;
    private final ReentrantLock lock = new ReentrantLock();
    private ServerConfig config;

    /** Prepares for reloads; {@code tls} is null if no listener uses TLS. */
    Reloading(ServerConfig config, Sessions sessions, @Nullable TlsService tls, EventLog log) {
        this.config = config;
        this.sessions = sessions;
        this.tls = tls;
        this.log = log;
    }

    void reload(ConfigReader reader) {
        lock.lock();
        try {
            log.log(apply(reader.read()));
        } catch (StartException | IOException | CertificateException e) {
            log.log(new ServerEvent.ReloadFailed(String.valueOf(e.getMessage())));
        } finally {
            lock.unlock();
        }
    }

    /** Applies a new configuration; performs the steps that can fail first. */
    private ServerEvent apply(ServerConfig fresh) throws StartException, IOException, CertificateException {
        var keys = fresh.access().masterKeys();
        if (keys.isEmpty() && !config.access().masterKeys().isEmpty()) {
            throw new StartException("no key is left; restart the server if all clients may connect", null);
        }
        var certificate = tls == null ? null : TlsEvent.TlsReload.of(tls.reload());
        config = config.withKeys(keys);
        sessions.masterKeys(config.access().secrets());
        return new ServerEvent.Reload(keys.size(), certificate, !config.equals(fresh));
    }
}
