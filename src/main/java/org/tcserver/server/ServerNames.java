package org.tcserver.server;

import static java.util.Locale.ROOT;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tcserver.cert.AltName;
import org.tcserver.pushav.Advertisement;

/**
 * The names and addresses of a Push AV server, for its certificate. Immutable.
 *
 * @param fileName the certificate's file name without extension
 */
record ServerNames(String fileName, String commonName, List<AltName> alternatives) {
    static ServerNames of(PushAvConfig config) {
        var name = config.dnsName().map(dns -> dns + "._http._tcp.local").orElse("localhost");
        var commonName = config.serverAddress()
                .map(address -> AltName.address(address).text())
                .orElse(name);
        var alternatives = new LinkedHashSet<AltName>();
        alternatives.add(AltName.dns("localhost"));
        alternatives.add(new AltName(true, "127.0.0.1"));
        alternatives.add(new AltName(true, "0:0:0:0:0:0:0:1"));
        config.dnsName().ifPresent(dns -> {
            alternatives.add(AltName.dns(Advertisement.hostName(dns) + ".local"));
            if (!name.contains(" ")) { // a host name must not contain spaces
                alternatives.add(AltName.dns(name));
            }
        });
        config.serverAddress().ifPresent(address -> alternatives.add(AltName.address(address)));
        addHost(alternatives, config.host());
        addThisMachine(alternatives);
        return new ServerNames(name.replaceAll("[^A-Za-z0-9._-]", "_"), commonName, List.copyOf(alternatives));
    }

    /** Returns the names without the addresses, in lower case as browsers send them. */
    Set<String> hosts() {
        return alternatives.stream()
                .filter(name -> !name.address())
                .map(name -> name.text().toLowerCase(ROOT))
                .collect(Collectors.toSet());
    }

    private static void addHost(Set<AltName> names, String host) {
        try {
            for (var address : InetAddress.getAllByName(host)) {
                if (address.isAnyLocalAddress()) {
                    addInterfaces(names);
                } else {
                    names.add(AltName.address(address));
                }
            }
        } catch (UnknownHostException e) {
            return; // listening will fail and report the error
        }
        if (!host.matches("[0-9.]+") && !host.contains(":")) {
            names.add(AltName.dns(host));
        }
    }

    /** Adds the addresses of all interfaces, for a server that listens on the wildcard address. */
    private static void addInterfaces(Set<AltName> names) {
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(AltName::address)
                    .sorted(java.util.Comparator.comparing(AltName::text))
                    .forEach(names::add);
        } catch (SocketException e) {
            return; // continue with the names found so far
        }
    }

    private static void addThisMachine(Set<AltName> names) {
        try {
            var host = InetAddress.getLocalHost().getHostName();
            if (host.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?") && !host.matches("[0-9.]+")) {
                names.add(AltName.dns(host));
            }
        } catch (UnknownHostException e) {
            return; // this machine has no name
        }
    }
}
