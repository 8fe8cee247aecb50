package org.tcserver.server;

import java.io.EOFException;
import java.io.IOException;
import org.tcserver.event.EventLog;
import org.tcserver.event.RefusalReason;
import org.tcserver.event.ServerEvent;
import org.tcserver.net.Addresses;
import org.tcserver.net.ProxyHeader;
import org.tcserver.net.ProxyHeaderReader;
import org.tcserver.net.TcpTransport;
import org.tcserver.tc.Protocol;

/** Determines the addresses of clients behind proxies with the PROXY protocol. Thread-safe. */
final class ProxyService {
    private final Proxies proxies;
    private final Patience patience;
    private final EventLog log;

    ProxyService(Proxies proxies, Patience patience, EventLog log) {
        this.proxies = proxies;
        this.patience = patience;
        this.log = log;
    }

    Proxies proxies() {
        return proxies;
    }

    /** Reads the header if one is required; logs an error and returns false if the connection must end. */
    boolean identify(TcpTransport transport, Protocol protocol) {
        boolean needsHeader = proxies.speakers().contains(transport.farAddress().getAddress());
        if (needsHeader && !readHeader(transport, protocol)) {
            return false;
        }
        boolean forwards = protocol.isRtws()
                && proxies.trusted().contains(transport.farAddress().getAddress());
        return forwards || transport.settle();
    }

    /**
     * Reads the header. A load balancer that disconnects without sending a byte only checks the port; that is not an
     * error.
     */
    private boolean readHeader(TcpTransport transport, Protocol protocol) {
        var reader = new ProxyHeaderReader();
        try {
            var source = patience.await("PROXY header", transport, () -> receive(reader, transport))
                    .source();
            if (source != null) {
                transport.comesFrom(source);
            }
            return true;
        } catch (EOFException e) {
            if (!reader.isEmpty()) {
                refuse(transport, protocol, e);
            }
        } catch (IOException e) {
            refuse(transport, protocol, e);
        }
        return false;
    }

    private static ProxyHeader receive(ProxyHeaderReader reader, TcpTransport transport) throws IOException {
        while (true) {
            int count = transport.read(reader.room());
            if (count < 0 || (count == 0 && !transport.awaitReadable())) {
                throw new EOFException("the proxy left in the middle of the PROXY header");
            }
            var header = reader.next();
            if (header != null) {
                return header;
            }
        }
    }

    private void refuse(TcpTransport transport, Protocol protocol, IOException reason) {
        patience.refusals().count(RefusalReason.PROXY_HEADER);
        log.log(new ServerEvent.ProxyError(
                protocol.label(), Addresses.format(transport.farAddress()), String.valueOf(reason.getMessage())));
    }
}
