package org.tcserver.server;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.cert.Authority;
import org.tcserver.cert.DeviceCertificates;
import org.tcserver.cert.ServerIdentity;
import org.tcserver.cert.TlsContexts;
import org.tcserver.http.OriginPolicy;
import org.tcserver.net.Addresses;
import org.tcserver.pushav.Advertisement;
import org.tcserver.pushav.PushAvService;
import org.tcserver.pushav.ingest.Retention;
import org.tcserver.status.Health;
import org.tcserver.status.HostRule;
import org.tcserver.status.StatusSource;
import org.tcserver.time.Clock;
import org.tcserver.time.Timers;

/** A running Push AV server. It assembles the parts, and closes them again. Thread-safe. */
public final class PushAvServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PushAvServer.class);
    private static final Duration RENEWAL_CHECK = Duration.ofHours(1);

    private final Timers timers;
    private final WorkingDirectory directory;
    private final PushAvService service;
    private final ServerIdentity identity;
    private final CertificateWatch watch = new CertificateWatch();
    private final Optional<Advertisement> advertisement;
    private final int port;
    private final StatusService status;
    private final List<InetSocketAddress> metrics;

    private PushAvServer(PushAvConfig config, PushAvService.Limits limits, WorkingDirectory directory, Timers timers)
            throws IOException {
        this.directory = directory;
        this.timers = timers;
        var addresses = addresses(config.host());
        var names = ServerNames.of(config);
        var certificates = certificates(names);
        identity = certificates.identity();
        warnOfCertificate();
        var devices = certificates.devices();
        timers.every(RENEWAL_CHECK, () -> Thread.ofVirtual().name("renewal").start(this::renew));
        var rules = new PushAvService.Rules(config.strict(), new OriginPolicy(config.pages(), false, names.hosts()));
        service = new PushAvService(
                directory.path(), rules, new DeviceCertificates(devices, names.fileName()), limits, timers);
        status = new StatusService(source(), Clock.SYSTEM, timers);
        try {
            metrics = listen(config.metrics());
            port = service.listen(addresses, config.port(), TlsContexts.mutual(identity, devices));
            status.start();
            advertisement = config.dnsName().map(name -> Advertisement.start(name, addresses, port));
        } catch (IOException | RuntimeException | Error e) {
            try (service;
                    status) {
                throw e;
            }
        }
    }

    private record Certificates(ServerIdentity identity, Authority devices) {}

    /** Opens both authorities in parallel: at the first start, each key takes about 0.1 s of CPU time. */
    private Certificates certificates(ServerNames names) throws IOException {
        var devices = new FutureTask<>(() -> authority(directory.deviceCertificates()));
        var thread = Thread.ofPlatform().name("device-authority").start(devices);
        try {
            var authority = authority(directory.serverCertificates());
            var identity = new ServerIdentity(authority, names.fileName(), names.commonName(), names.alternatives());
            return new Certificates(identity, result(devices));
        } finally {
            await(thread); // the thread must not write keys after a failed start has removed the folder
        }
    }

    private static void await(Thread thread) {
        boolean isInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Authority authority(Path folder) throws IOException {
        return Authority.open(folder, java.time.Clock.systemUTC());
    }

    private static Authority result(FutureTask<Authority> opening) throws IOException {
        try {
            return opening.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException ours) {
                throw ours;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted at the start");
        }
    }

    private StatusSource source() {
        var health = new Health(Map.of("timers", task -> timers.after(Duration.ZERO, task)));
        return new StatusSource(
                service::writeMetrics,
                () -> service.draining() ? "shutting down" : null,
                health,
                Map.of(),
                new HostRule(OriginPolicy.DEFAULT, client -> {}));
    }

    private List<InetSocketAddress> listen(List<InetSocketAddress> addresses) throws IOException {
        try {
            return status.bind(addresses);
        } catch (StartException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /**
     * Starts a server, which accepts requests on return.
     *
     * @throws IOException with a message for the user
     */
    public static PushAvServer start(PushAvConfig config) throws IOException {
        var limits = PushAvService.Limits.of(config.maxUploadBytes());
        return start(config, limits.keeping(new Retention(config.maxAge(), config.maxBytes())));
    }

    static PushAvServer start(PushAvConfig config, PushAvService.Limits limits) throws IOException {
        try {
            var directory = WorkingDirectory.open(config.workingDirectory());
            var timers = new Timers();
            try {
                return new PushAvServer(config, limits, directory, timers);
            } catch (IOException | RuntimeException | Error e) {
                try (directory;
                        timers) {
                    throw e;
                }
            }
        } catch (FileSystemException e) {
            throw WorkingDirectory.explained(config.workingDirectory(), e);
        }
    }

    /** Returns the port of the server. */
    public int port() {
        return port;
    }

    /** Returns the addresses for metrics and health as {@code address:port}, with the actual ports. */
    public List<String> metrics() {
        return metrics.stream().map(Addresses::format).toList();
    }

    /** Returns the addresses for a host name. For {@code localhost}, IPv6 is included only if this machine has it. */
    private static List<InetAddress> addresses(String host) throws IOException {
        if (!host.equals("localhost")) {
            return named(host);
        }
        var both = Stream.of(
                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
                InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
        return both.filter(address -> !(address instanceof Inet6Address) || exists(address))
                .toList();
    }

    private static List<InetAddress> named(String host) throws IOException {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            throw new IOException("cannot listen on " + host + ": the name has no address", e);
        }
    }

    private static boolean exists(InetAddress address) {
        try {
            return java.net.NetworkInterface.getByInetAddress(address) != null;
        } catch (java.net.SocketException e) {
            return false;
        }
    }

    private void renew() {
        try {
            identity.renewIfDue();
            warnOfCertificate();
        } catch (IOException e) {
            LOG.error("the server's certificate could not be renewed, will try again: {}", e.getMessage());
        }
    }

    /** Logs certificate warnings. The server renews its own certificate in time, but not the root that issues it. */
    private void warnOfCertificate() {
        for (var warning : watch.due(identity.chain(), Instant.now())) {
            LOG.warn("the certificate of {}: {}, {}", warning.subject(), warning.reason(), warning.date());
        }
    }

    /** Loads the certificate from its files again, uses it for new connections, and logs the result. */
    public void reload() {
        try {
            identity.reload();
            var certificate = identity.certificate();
            LOG.info(
                    "reloaded the certificate of {}, valid until {}",
                    certificate.getSubjectX500Principal().getName(),
                    certificate.getNotAfter().toInstant());
            warnOfCertificate();
        } catch (IOException | CertificateException e) {
            LOG.error("nothing is reloaded, the old certificate stays: {}", e.getMessage());
        }
    }

    /** Finishes requests in progress, for at most {@code limit}, and refuses new ones. */
    public void drain(Duration limit) throws InterruptedException {
        service.drain(limit);
    }

    /** Closes all parts, even if closing one of them fails. */
    @Override
    public void close() throws IOException {
        try (directory;
                timers;
                status;
                service) {
            advertisement.ifPresent(Advertisement::close);
        }
    }
}
