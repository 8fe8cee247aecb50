package org.tcserver.rtmfp.service;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tcserver.flow.FlowPriority;
import org.tcserver.flow.FlowSource;
import org.tcserver.flow.FlowTransport;
import org.tcserver.flow.RecvFlow;
import org.tcserver.flow.SendFlow;
import org.tcserver.tc.ConnectionFigures;
import org.tcserver.wire.Bytes;

/**
 * One connection's part of a session: its flows, and its client's other addresses. Confined to the reactor's thread.
 */
final class ClientTransport implements FlowTransport {
    private final ClientSession owner;
    private final Set<SendFlow> opened = new HashSet<>();
    private @Nullable List<InetSocketAddress> addresses;
    private @Nullable ConnectionFigures figures;

    ClientTransport(ClientSession owner) {
        this.owner = owner;
    }

    @Override
    public SendFlow open(
            Bytes metadata, @Nullable RecvFlow returnAssociation, FlowPriority priority, FlowSource source) {
        opened.removeIf(flow -> !flow.isOpen());
        var flow = owner.session().open(metadata, returnAssociation, priority, source);
        opened.add(flow);
        return flow;
    }

    @Override
    public String farAddress() {
        return owner.session().farAddress();
    }

    @Override
    public void limitExtraDelay(Duration limit) {
        owner.session().limitExtraDelay(limit);
    }

    @Override
    public void introduceAt(List<InetSocketAddress> list) {
        addresses = List.copyOf(list);
    }

    @Override
    public void connected() {
        owner.session().trust(true);
    }

    @Override
    public void close() {
        owner.closed(this);
    }

    /** Sets the figures of this connection. */
    void figures(ConnectionFigures counted) {
        figures = counted;
    }

    /** Updates the figures with values that only the session knows. */
    void tellFigures() {
        if (figures != null) {
            var traffic = owner.session().traffic();
            figures.sessionBytes(traffic.receivedBytes(), traffic.sentBytes());
            figures.roundTrip(traffic.roundTripNanos());
        }
    }

    /** Returns true if this connection opened {@code flow}, which a flow from the client answers. */
    boolean hasOpened(SendFlow flow) {
        return opened.contains(flow);
    }

    /** Closes all flows of this connection once their messages are sent. */
    void closeFlows() {
        opened.forEach(SendFlow::close);
    }

    /** Returns the client's other addresses, or null if it does not want to be introduced to others. */
    @Nullable List<InetSocketAddress> addresses() {
        return addresses;
    }

    ClientSession session() {
        return owner;
    }
}
