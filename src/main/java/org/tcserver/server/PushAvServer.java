package org.tcserver.server;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.cert.Authority;
import org.tcserver.cert.DeviceCertificates;
import org.tcserver.cert.ServerIdentity;
import org.tcserver.cert.TlsContexts;
import org.tcserver.pushav.Advertisement;
import org.tcserver.pushav.PushAvService;
import org.tcserver.pushav.ingest.FileTrees;
import org.tcserver.time.Timers;

/** A Push AV server that runs: puts its parts together, and takes them apart again. Thread-safe. */
public final class PushAvServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PushAvServer.class);
    private static final Duration RENEWAL_CHECK = Duration.ofHours(1);

    private final Timers timers = new Timers();
    private final Optional<Path> temporary;
    private final PushAvService service;
    private final Optional<Advertisement> advertisement;
    private final int port;

    private PushAvServer(PushAvConfig config, PushAvService.Limits limits) throws IOException {
        temporary = config.workingDirectory().isPresent()
                ? Optional.empty()
                : Optional.of(Files.createTempDirectory("TC_PAVS_1_0"));
        var folder = config.workingDirectory().or(() -> temporary).orElseThrow();
        var devices = Authority.open(folder.resolve("certs/device"), Clock.systemUTC());
        var servers = Authority.open(folder.resolve("certs/server"), Clock.systemUTC());
        var names = ServerNames.of(config);
        var identity = new ServerIdentity(servers, names.fileName(), names.commonName(), names.alternatives());
        timers.every(RENEWAL_CHECK, () -> Thread.ofVirtual().name("renewal").start(() -> renew(identity)));
        service = new PushAvService(folder, config.strict(), new DeviceCertificates(devices), limits, timers);
        var addresses = addresses(config.host());
        port = service.listen(addresses, config.port(), TlsContexts.mutual(identity, devices));
        if (config.dnsName().isPresent()) {
            advertisement = Optional.of(Advertisement.start(config.dnsName().get(), addresses, port));
        } else {
            advertisement = Optional.empty();
        }
    }

    /** Starts a server; it serves when this returns. */
    public static PushAvServer start(PushAvConfig config) throws IOException {
        return start(config, PushAvService.Limits.DEFAULT);
    }

    static PushAvServer start(PushAvConfig config, PushAvService.Limits limits) throws IOException {
        return new PushAvServer(config, limits);
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** What {@code localhost} or another name stands for; IPv6 addresses only if there is IPv6 here. */
    private static List<InetAddress> addresses(String host) throws IOException {
        if (!host.equals("localhost")) {
            return List.of(InetAddress.getAllByName(host));
        }
        var both = Stream.of(
                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}),
                InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}));
        return both.filter(address -> !(address instanceof Inet6Address) || exists(address))
                .toList();
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
        if (temporary.isPresent()) {
            FileTrees.delete(temporary.get());
        }
    }
}
