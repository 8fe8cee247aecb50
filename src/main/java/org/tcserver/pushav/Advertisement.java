package org.tcserver.pushav;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.jmdns.JmDNS;
import javax.jmdns.ServiceInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Advertises a server over multicast DNS (RFC 6762, RFC 6763) as type {@code _http._tcp.local.} with its real port. On
 * each interface it announces that interface's address under the host name {@code NAME.local.}. Thread-safe.
 *
 * <p>Probing for a free name takes seconds, and an interface may block multicast. Advertising therefore runs on its own
 * thread; server startup does not wait for it.
 */
public final class Advertisement implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Advertisement.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
    private static final String TYPE = "_http._tcp.local.";

    private final List<JmDNS> responders = new CopyOnWriteArrayList<>();
    private final String name;
    private final int port;
    private final Thread starting;
    private volatile boolean closed;

    private Advertisement(String name, List<InetAddress> listening, int port) {
        this.name = name;
        this.port = port;
        this.starting = Thread.ofPlatform().daemon().name("mdns-start").unstarted(() -> advertise(listening));
    }

    /**
     * Starts to advertise, and returns at once. Failures are logged.
     *
     * @param name the instance name
     * @param listening the addresses the server listens on; a wildcard stands for all addresses of this machine
     */
    public static Advertisement start(String name, List<InetAddress> listening, int port) {
        var advertisement = new Advertisement(name, listening, port);
        advertisement.starting.start();
        return advertisement;
    }

    /** Returns the host name, without {@code .local}, for an instance name that may contain spaces. */
    public static String hostName(String name) {
        return name.replaceAll("[^A-Za-z0-9-]", "-");
    }

    private void advertise(List<InetAddress> listening) {
        try {
            for (var address : reachable(listening)) {
                if (!closed) {
                    advertise(address);
                }
            }
        } catch (SocketException e) {
            LOG.error("not advertised: the network interfaces cannot be listed: {}", e.getMessage());
        }
    }

    private void advertise(InetAddress address) {
        try {
            var responder = JmDNS.create(address, hostName(name));
            responders.add(responder);
            responder.registerService(ServiceInfo.create(TYPE, name, port, 0, 0, Map.of("path", "/")));
        } catch (IOException e) {
            LOG.error("not advertised on {}: {}", address.getHostAddress(), e.getMessage());
        }
    }

    /**
     * Returns one address per interface, IPv4 if available, because a JmDNS instance announces only its bound address.
     */
    private static List<InetAddress> reachable(List<InetAddress> listening) throws SocketException {
        if (listening.stream().noneMatch(InetAddress::isAnyLocalAddress)) {
            return listening.stream()
                    .filter(Inet4Address.class::isInstance)
                    .findFirst()
                    .map(List::of)
                    .orElse(listening);
        }
        return NetworkInterface.networkInterfaces()
                .filter(Advertisement::usable)
                .flatMap(network -> network.inetAddresses()
                        .filter(address -> !address.isLinkLocalAddress())
                        .sorted(Comparator.comparing(address -> !(address instanceof Inet4Address)))
                        .limit(1))
                .toList();
    }

    private static boolean usable(NetworkInterface network) {
        try {
            return network.isUp() && network.supportsMulticast();
        } catch (SocketException e) {
            return false; // the interface has just disappeared
        }
    }

    /** Returns the announced host names; waits until registration is complete. */
    List<String> names() throws InterruptedException {
        starting.join();
        return responders.stream().map(JmDNS::getName).toList();
    }

    /**
     * Withdraws the advertisement, which takes JmDNS several seconds. Waits at most 2 seconds for the registration to
     * end, and at most 2 seconds for the withdrawal.
     */
    @Override
    public void close() {
        closed = true;
        try {
            starting.join(CLOSE_LIMIT);
            var closing = responders.stream()
                    .map(responder ->
                            Thread.ofPlatform().daemon().name("mdns-close").start(() -> close(responder)))
                    .toList();
            long endNanos = System.nanoTime() + CLOSE_LIMIT.toNanos();
            for (var thread : closing) {
                thread.join(Duration.ofNanos(Math.max(1, endNanos - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(JmDNS responder) {
        responder.unregisterAllServices();
        try {
            responder.close();
        } catch (IOException e) {
            LOG.warn("mDNS was not closed: {}", e.getMessage());
        }
    }
}
