package org.tcserver.rtmfp;

import java.nio.ByteBuffer;

/** Where datagrams go out. */
public interface DatagramSink {
    /** Sends {@code datagram}, from its position to its limit, at once or never: its bytes are reused afterwards. */
    void send(ByteBuffer datagram, Path to);
}
