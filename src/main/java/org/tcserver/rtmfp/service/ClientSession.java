package org.tcserver.rtmfp.service;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcserver.flow.FlowConnection;
import org.tcserver.flow.RecvFlow;
import org.tcserver.memory.MemoryAccount;
import org.tcserver.net.Addresses;
import org.tcserver.net.ConnectionGate.Admission;
import org.tcserver.rtmfp.Path;
import org.tcserver.rtmfp.Session;
import org.tcserver.rtmfp.SessionUser;
import org.tcserver.time.Clock;

/**
 * A session that a client opened, and its connections: one, or several if the settings allow it. A connection starts
 * with its control flow (RFC 7425 §5.3.1). Confined to the reactor's thread.
 */
final class ClientSession implements SessionUser {
    private final Session session;
    private final Clients clients;
    private final Admission admission;
    private final Map<ClientTransport, FlowConnection> connections = new LinkedHashMap<>();
    private final MemoryAccount memory;
    private long connectByNanos = Clock.NEVER;

    ClientSession(Session session, Clients clients, Admission admission, MemoryAccount memory) {
        this.session = session;
        this.clients = clients;
        this.admission = admission;
        this.memory = memory;
        session.trust(false);
    }

    /** Returns the account that is charged for this session's memory. */
    MemoryAccount memory() {
        return memory;
    }

    @Override
    public void held(long difference) {
        memory.charge(difference);
    }

    /** Sets the time limit for the first connection. */
    void awaitConnection(long deadline) {
        connectByNanos = deadline;
    }

    @Override
    public void flowOpened(RecvFlow flow) {
        var connection = FlowConnection.isControl(flow) ? connect() : connectionOf(flow);
        if (connection != null) {
            connection.flowOpened(flow);
        }
    }

    @Override
    public void addressChanged(Path oldPath) {
        connections.values().forEach(FlowConnection::addressChanged);
    }

    @Override
    public void introduced(InetSocketAddress initiator) {
        clients.introduced();
        connections.forEach((transport, connection) -> {
            if (transport.addresses() != null) {
                connection.introduced(Addresses.format(initiator));
            }
        });
    }

    @Override
    public void closed(@Nullable String reason) {
        clients.closed(this);
        admission.leave();
        for (var transport : List.copyOf(connections.keySet())) {
            end(transport, reason);
        }
    }

    /** Closes a connection. After the last one, closes the session. */
    void closed(ClientTransport transport) {
        if (connections.size() == 1 && connections.containsKey(transport)) {
            session.close();
        } else {
            endAlone(transport);
        }
    }

    /** Calls {@link FlowConnection#sweep} for each connection and updates its figures. Called once a second. */
    void sweep(long nowNanos) {
        if (nowNanos >= connectByNanos) {
            connectByNanos = Clock.NEVER;
            clients.timedOut(session);
        }
        connections.keySet().forEach(ClientTransport::tellFigures);
        connections.values().forEach(each -> each.sweep(nowNanos));
    }

    Session session() {
        return session;
    }

    private @Nullable FlowConnection connect() {
        if (!clients.mayConnect(session, connections.size())) {
            return null;
        }
        var transport = new ClientTransport(this);
        var connection = clients.connect(transport);
        connections.put(transport, connection);
        connectByNanos = Clock.NEVER;
        return connection;
    }

    private void endAlone(ClientTransport transport) {
        var connection = connections.get(transport);
        if (connection != null) {
            connection.rejectFlows();
            transport.closeFlows();
            end(transport, null);
        }
    }

    private void end(ClientTransport transport, @Nullable String reason) {
        var connection = connections.remove(transport);
        if (connection != null) {
            clients.left(transport);
            connection.transportClosed(reason);
        }
    }

    private @Nullable FlowConnection connectionOf(RecvFlow flow) {
        var association = flow.association();
        if (association == null) {
            return null;
        }
        return connections.entrySet().stream()
                .filter(each -> each.getKey().hasOpened(association))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
