package org.tcserver.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tcserver.event.EventLog;
import org.tcserver.event.ServerEvent;
import org.tcserver.event.TlsEvent;
import org.tcserver.net.Addresses;
import org.tcserver.net.ConnectionGate;
import org.tcserver.net.TcpListener;
import org.tcserver.net.TcpTransport;
import org.tcserver.rtmp.RtmpConnection;
import org.tcserver.rtws.RtwsConnection;
import org.tcserver.tc.Protocol;
import org.tcserver.tc.TcFigures;

/**
 * The TCP protocols: their listeners, and a connection for each accepted client. Thread-safe after all listeners are
 * bound.
 */
final class TcpService {
    private static final Logger LOG = LoggerFactory.getLogger(TcpService.class);

    private final TcpEnvironment environment;
    private final ConnectionGate gate;
    private final ProxyService proxies;
    private final @Nullable TlsService tls;
    private final EventLog log;
    private final List<TcpListener> listeners = new ArrayList<>();

    /** Creates the service; {@code tls} is null if no listener uses TLS. */
    TcpService(
            TcpEnvironment environment,
            ConnectionGate gate,
            ProxyService proxies,
            @Nullable TlsService tls,
            EventLog log) {
        this.environment = environment;
        this.gate = gate;
        this.proxies = proxies;
        this.tls = tls;
        this.log = log;
    }

    /** Binds {@code addresses}; {@code flag} is the option that names them. */
    void bind(Protocol protocol, List<InetSocketAddress> addresses, String flag) throws StartException {
        for (var binding : Binding.of(addresses)) {
            try {
                var settings = binding.settings(environment.dscp());
                var door = gate.door(protocol.label(), proxies.proxies().of(protocol));
                var listener = new TcpListener(
                        settings,
                        environment.loops(),
                        door,
                        environment.memory(),
                        transport -> serve(transport, protocol));
                binding.logListen(log, protocol, listener.address());
                listeners.add(listener);
            } catch (IOException e) {
                throw binding.failure(flag, e);
            }
        }
    }

    void start() {
        if (tls != null) {
            tls.start();
        }
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

    /** Returns the number of accepted RTMP connections, including RTMPS and rtmp-simple. */
    long rtmpAccepts() {
        return accepts(Protocol.RTMP) + accepts(Protocol.RTMP_SIMPLE) + accepts(Protocol.RTMPS);
    }

    /** Returns the number of accepted RTWebSocket connections, including TLS. */
    long rtwsAccepts() {
        return accepts(Protocol.RTWS) + accepts(Protocol.WSS);
    }

    private long accepts(Protocol protocol) {
        return figures().of(protocol).accepts();
    }

    private TcFigures figures() {
        return environment.rtmp().figures();
    }

    private void serve(TcpTransport transport, Protocol protocol) {
        var sender = transport.farAddress();
        if (!proxies.identify(transport, protocol)) {
            return;
        }
        var client = transport.farAddress();
        figures().of(protocol).accept();
        log.log(new ServerEvent.Accept(
                protocol.label(),
                Addresses.format(client),
                client.equals(sender) ? null : Addresses.format(sender),
                null));
        if (tls == null || !protocol.isSecure() || isSecured(tls, transport, protocol)) {
            converse(transport, protocol);
        }
    }

    private boolean isSecured(TlsService service, TcpTransport transport, Protocol protocol) {
        try {
            service.secure(transport);
            return true;
        } catch (IOException e) {
            var address = Addresses.format(transport.farAddress());
            log.log(new TlsEvent.TlsError(protocol.label(), address, String.valueOf(e.getMessage())));
            return false;
        }
    }

    private void converse(TcpTransport transport, Protocol protocol) {
        if (protocol.isRtws()) {
            new RtwsConnection(transport, protocol, environment.rtws(), environment.sessions()::open).run();
        } else {
            new RtmpConnection(transport, environment.rtmp(), protocol, environment.sessions()::open).run();
        }
    }
}
