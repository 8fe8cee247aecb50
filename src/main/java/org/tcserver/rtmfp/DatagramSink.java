package org.tcserver.rtmfp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/** The outgoing side of an endpoint: the server's sockets, each with an interface ID. */
public interface DatagramSink {
    /** Sends {@code datagram}, from its position to its limit, immediately or never: the caller reuses its bytes. */
    void send(ByteBuffer datagram, Path to);

    /** Returns the sockets that can reach {@code address} by its family. If there is only one socket, returns that. */
    default List<Integer> interfacesTo(InetSocketAddress address) {
        return List.of(0);
    }
}
