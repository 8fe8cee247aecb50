package org.tcserver.server;

import java.io.IOException;
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
        for (var binding : Binding.of(addresses)) {
            try {
                var listener = new TcpListener(binding.settings(dscp), loops, transport -> serve(transport, protocol));
                binding.logListen(log, protocol, listener.address());
                listeners.add(listener);
            } catch (IOException e) {
                throw binding.failure(flag, e);
            }
        }
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
