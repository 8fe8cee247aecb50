package org.tcserver.rtmfp;

import java.net.InetSocketAddress;

/**
 * Between one of our sockets and a far address: whence a datagram came, and where the answer goes. Immutable.
 *
 * @param interfaceId which of our sockets it is; the numbers are the reactor's
 * @param address of the far end, resolved
 */
public record Path(int interfaceId, InetSocketAddress address) {}
