package org.tcserver.server;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.cert.Authority;
import org.tcserver.cert.DeviceCertificates;
import org.tcserver.cert.ServerIdentity;
import org.tcserver.cert.TlsContexts;
import org.tcserver.pushav.Advertisement;
import org.tcserver.pushav.PushAvService;
import org.tcserver.pushav.ingest.Retention;
import org.tcserver.time.Timers;

/** A Push AV server that runs: puts its parts together, and takes them apart again. Thread-safe. */
public final class PushAvServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PushAvServer.class);
    private static final Duration RENEWAL_CHECK = Duration.ofHours(1);

    private final Timers timers = new Timers();
    private final WorkingDirectory directory;
    private final PushAvService service;
    private final Optional<Advertisement> advertisement;
    private final int port;

    private PushAvServer(PushAvConfig config, PushAvService.Limits limits, WorkingDirectory directory)
            throws IOException {
        this.directory = directory;
        var addresses = addresses(config.host());
        var devices = Authority.open(directory.path().resolve("certs/device"), Clock.systemUTC());
        var servers = Authority.open(directory.path().resolve("certs/server"), Clock.systemUTC());
        var names = ServerNames.of(config);
        var identity = new ServerIdentity(servers, names.fileName(), names.commonName(), names.alternatives());
        timers.every(RENEWAL_CHECK, () -> Thread.ofVirtual().name("renewal").start(() -> renew(identity)));
        service = new PushAvService(
                directory.path(), config.strict(), new DeviceCertificates(devices, names.fileName()), limits, timers);
        port = listen(addresses, config.port(), TlsContexts.mutual(identity, devices));
        advertisement = config.dnsName().map(name -> Advertisement.start(name, addresses, port));
    }

    private int listen(List<InetAddress> addresses, int port, SSLContext tls) throws IOException {
        try {
            return service.listen(addresses, port, tls);
        } catch (IOException e) {
            service.close();
            throw e;
        }
    }

    /**
     * Starts a server; it serves when this returns.
     *
     * @throws IOException whose message tells the user what is wrong
     */
    public static PushAvServer start(PushAvConfig config) throws IOException {
        var limits = PushAvService.Limits.of(config.maxUploadBytes());
        return start(config, limits.keeping(new Retention(config.maxAge(), config.maxBytes())));
    }

    static PushAvServer start(PushAvConfig config, PushAvService.Limits limits) throws IOException {
        try {
            var directory = WorkingDirectory.open(config.workingDirectory());
            try {
                return new PushAvServer(config, limits, directory);
            } catch (IOException e) {
                directory.close();
                throw e;
            }
        } catch (FileSystemException e) {
            throw WorkingDirectory.explained(e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** What {@code localhost} or another name stands for; IPv6 addresses only if there is IPv6 here. */
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

    private static void renew(ServerIdentity identity) {
        try {
            identity.renewIfDue();
        } catch (IOException e) {
            LOG.error("the server's certificate could not be renewed, will try again: {}", e.getMessage());
        }
    }

    /** Answers what is under way, for at most {@code limit}, and refuses what comes new. */
    public void drain(Duration limit) throws InterruptedException {
        service.drain(limit);
    }

    @Override
    public void close() throws IOException {
        advertisement.ifPresent(Advertisement::close);
        service.close();
        timers.close();
        directory.close();
    }
}
