package org.tcserver.rtmfp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/** Where datagrams go out: some sockets of ours, each with an interface ID. */
public interface DatagramSink {
    /** Sends {@code datagram}, from its position to its limit, at once or never: its bytes are reused afterwards. */
    void send(ByteBuffer datagram, Path to);

    /** The sockets from which {@code address} can be reached, judged by its family; if there is but one, that. */
    default List<Integer> interfacesTo(InetSocketAddress address) {
        return List.of(0);
    }
}
