package org.tcserver.server;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.tcserver.event.EventLog;
import org.tcserver.event.ServerEvent;
import org.tcserver.net.Addresses;
import org.tcserver.net.SocketSettings;
import org.tcserver.tc.Protocol;

/**
 * One socket to bind. Immutable.
 *
 * @param bothFamilies whether it is on the IPv6 wildcard address and also serves the IPv4 one, which cannot be bound
 *     separately: Java opens IPv6 sockets for both families
 */
record Binding(InetSocketAddress address, boolean bothFamilies) {
    /** Returns the sockets that serve the given addresses of one protocol. */
    static List<Binding> of(List<InetSocketAddress> addresses) {
        var bindings = new ArrayList<Binding>();
        for (var address : addresses) {
            boolean isServedByOther = isWildcard(address, Inet4Address.class)
                    && hasWildcard(addresses, Inet6Address.class, address.getPort());
            if (!isServedByOther) {
                bindings.add(new Binding(
                        address,
                        isWildcard(address, Inet6Address.class)
                                && hasWildcard(addresses, Inet4Address.class, address.getPort())));
            }
        }
        return bindings;
    }

    SocketSettings settings(int dscp) {
        return new SocketSettings(address, bothFamilies, dscp << 2);
    }

    /** Logs that the server listens on {@code bound}, which has the actual port. */
    void logListen(EventLog log, Protocol protocol, InetSocketAddress bound) {
        logListen(log, protocol.label(), bound);
    }

    void logListen(EventLog log, String proto, InetSocketAddress bound) {
        log.log(new ServerEvent.Listen(proto, Addresses.format(bound)));
        if (bothFamilies) {
            log.log(new ServerEvent.Listen(proto, "0.0.0.0:" + bound.getPort()));
        }
    }

    /** Returns an exception for a failed bind; {@code flag} is the option that names the address. */
    StartException failure(String flag, Exception reason) {
        return new StartException(flag + " " + Addresses.format(address) + ": " + reason.getMessage(), reason);
    }

    private static boolean hasWildcard(List<InetSocketAddress> addresses, Class<?> family, int port) {
        return addresses.stream().anyMatch(each -> isWildcard(each, family) && each.getPort() == port);
    }

    private static boolean isWildcard(InetSocketAddress address, Class<?> family) {
        return family.isInstance(address.getAddress()) && address.getAddress().isAnyLocalAddress();
    }
}
