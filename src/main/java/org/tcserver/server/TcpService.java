package org.tcserver.server;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.event.EventLog;
import org.tcserver.event.ServerEvent;
import org.tcserver.net.Addresses;
import org.tcserver.net.IoLoop;
import org.tcserver.net.SocketSettings;
import org.tcserver.net.TcpListener;
import org.tcserver.net.TcpTransport;
import org.tcserver.rtmp.RtmpConnection;
import org.tcserver.rtmp.RtmpEnvironment;
import org.tcserver.rtws.RtwsConnection;
import org.tcserver.rtws.RtwsEnvironment;
import org.tcserver.session.Sessions;
import org.tcserver.tc.Protocol;

/**
 * The protocols over TCP: their listeners, and a connection for each client that they accept. Thread-safe once all
 * listeners are bound.
 */
final class TcpService {
    private static final Logger LOG = LoggerFactory.getLogger(TcpService.class);

    private final RtmpEnvironment rtmp;
    private final RtwsEnvironment rtws;
    private final List<IoLoop> loops;
    private final Sessions sessions;
    private final EventLog log;
    private final int dscp;
    private final List<TcpListener> listeners = new ArrayList<>();
    private final LongAdder rtmpAccepts = new LongAdder();
    private final LongAdder rtwsAccepts = new LongAdder();

    TcpService(
            RtmpEnvironment rtmp, RtwsEnvironment rtws, List<IoLoop> loops, Sessions sessions, EventLog log, int dscp) {
        this.rtmp = rtmp;
        this.rtws = rtws;
        this.loops = loops;
        this.sessions = sessions;
        this.log = log;
        this.dscp = dscp;
    }

    /** Binds {@code addresses}; {@code flag} is the option that names them. */
    void bind(Protocol protocol, List<InetSocketAddress> addresses, String flag) throws StartException {
        for (var address : addresses) {
            if (!isServedByOther(address, addresses)) {
                var listener = bind(protocol, address, addresses, flag);
                listeners.add(listener);
            }
        }
    }

    private TcpListener bind(Protocol protocol, InetSocketAddress address, List<InetSocketAddress> all, String flag)
            throws StartException {
        boolean bothFamilies = isV6Wildcard(address) && hasV4Wildcard(all, address.getPort());
        var settings = new SocketSettings(address, bothFamilies, dscp << 2);
        try {
            var listener = new TcpListener(settings, loops, transport -> serve(transport, protocol));
            var bound = listener.address();
            logListen(protocol, bound);
            if (bothFamilies) {
                logListen(protocol, new InetSocketAddress("0.0.0.0", bound.getPort()));
            }
            return listener;
        } catch (IOException e) {
            throw new StartException(flag + " " + Addresses.format(address) + ": " + e.getMessage(), e);
        }
    }

    private void logListen(Protocol protocol, InetSocketAddress bound) {
        log.log(new ServerEvent.Listen(protocol.label(), Addresses.format(bound)));
    }

    /** The IPv4 wildcard is served by the socket of the IPv6 wildcard with the same port, if there is one. */
    private static boolean isServedByOther(InetSocketAddress address, List<InetSocketAddress> all) {
        return isV4Wildcard(address)
                && all.stream().anyMatch(other -> isV6Wildcard(other) && other.getPort() == address.getPort());
    }

    private static boolean hasV4Wildcard(List<InetSocketAddress> all, int port) {
        return all.stream().anyMatch(other -> isV4Wildcard(other) && other.getPort() == port);
    }

    private static boolean isV4Wildcard(InetSocketAddress address) {
        return address.getAddress() instanceof Inet4Address
                && address.getAddress().isAnyLocalAddress();
    }

    private static boolean isV6Wildcard(InetSocketAddress address) {
        return address.getAddress() instanceof Inet6Address
                && address.getAddress().isAnyLocalAddress();
    }

    void start() {
        listeners.forEach(TcpListener::start);
    }

    void stopListening() {
        for (var listener : listeners) {
            try {
                listener.close();
            } catch (IOException e) {
                LOG.warn("cannot stop listening", e);
            }
        }
    }

    /** Connections accepted so far over RTMP and rtmp-simple. */
    long rtmpAccepts() {
        return rtmpAccepts.sum();
    }

    /** Connections accepted so far over RTWebSocket. */
    long rtwsAccepts() {
        return rtwsAccepts.sum();
    }

    private void serve(TcpTransport transport, Protocol protocol) {
        boolean isRtws = protocol == Protocol.RTWS;
        try {
            (isRtws ? rtwsAccepts : rtmpAccepts).increment();
            log.log(new ServerEvent.Accept(protocol.label(), Addresses.format(transport.farAddress()), null));
            if (isRtws) {
                new RtwsConnection(transport, rtws, sessions::open).run();
            } else {
                new RtmpConnection(transport, rtmp, protocol, sessions::open).run();
            }
        } catch (IOException e) {
            LOG.debug("a connection ended before it began", e);
        }
    }
}
