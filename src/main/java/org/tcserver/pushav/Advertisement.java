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
 * Makes a server known over multicast DNS (RFC 6762, 6763): type {@code _http._tcp.local.}, its real port, and on each
 * interface the address that the interface has, under the host name {@code NAME.local.}. Thread-safe.
 *
 * <p>A name is tried for seconds before it is used, and an interface may not let multicast through: all of that happens on
 * a thread of its own, and no server waits for it.
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
     * Starts to advertise, and returns at once. What goes wrong is logged.
     *
     * @param name the instance name
     * @param listening what the server listens on; for a wildcard, all addresses of this machine are told
     */
    public static Advertisement start(String name, List<InetAddress> listening, int port) {
        var advertisement = new Advertisement(name, listening, port);
        advertisement.starting.start();
        return advertisement;
    }

    /** The host name, without {@code .local}, that goes with an instance name, which may have spaces. */
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

    /** One address of each interface, since JmDNS tells the one that it is bound to; IPv4 where there is one. */
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
            return false; // it has just gone away
        }
    }

    /** The host names under which the addresses are told; waits until all are known. */
    List<String> names() throws InterruptedException {
        starting.join();
        return responders.stream().map(JmDNS::getName).toList();
    }

    /** Takes the record back; JmDNS takes seconds for that, of which few are waited for. */
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
