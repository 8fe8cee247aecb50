package org.tcserver.rtmfp.service;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.flow.FlowThread;
import org.tcserver.net.DatagramHandler;
import org.tcserver.net.DatagramReactor;
import org.tcserver.rtmfp.DatagramSink;
import org.tcserver.rtmfp.Endpoint;
import org.tcserver.rtmfp.Path;
import org.tcserver.tc.ProtocolFigures;

/**
 * The adapter between an endpoint and a reactor. {@link #schedule} and {@link #waker} are thread-safe. The rest is
 * confined to the reactor's thread.
 */
final class EndpointReactor implements DatagramHandler, DatagramSink, FlowThread {
    private final DatagramReactor reactor;
    private final ProtocolFigures figures;
    private @Nullable Endpoint endpoint;

    /** Creates an adapter. {@code figures} count incoming and outgoing bytes. */
    EndpointReactor(DatagramReactor reactor, ProtocolFigures figures) {
        this.reactor = reactor;
        this.figures = figures;
    }

    /** Starts to serve. */
    void start(Endpoint served) {
        endpoint = served;
        reactor.start(this);
    }

    @Override
    public List<Integer> interfacesTo(InetSocketAddress address) {
        return reactor.interfacesTo(address);
    }

    @Override
    public void receive(ByteBuffer datagram, int interfaceId, InetSocketAddress from, long nowNanos) {
        figures.receivedBytes(datagram.remaining());
        endpoint().receive(datagram, new Path(interfaceId, from), nowNanos);
    }

    @Override
    public long deadlineNanos(long nowNanos) {
        return endpoint().deadlineNanos(nowNanos);
    }

    @Override
    public void advance(long nowNanos) {
        endpoint().advance(ServiceParameters.SESSIONS_PER_TURN, nowNanos);
    }

    @Override
    public void send(ByteBuffer datagram, Path to) {
        figures.sentBytes(datagram.remaining());
        reactor.send(datagram, to.interfaceId(), to.address());
    }

    @Override
    public void schedule(Runnable task) {
        reactor.schedule(task);
    }

    @Override
    public Runnable waker() {
        return reactor.waker();
    }

    private Endpoint endpoint() {
        if (endpoint == null) {
            throw new IllegalStateException("not started");
        }
        return endpoint;
    }
}
