package org.tcserver.rtmfp;

import java.net.InetSocketAddress;

/**
 * A pair of a local socket and a far address: the source of a datagram, and the destination of its answer. Immutable.
 *
 * @param interfaceId the socket's number in the reactor
 * @param address the address of the far end, resolved
 */
public record Path(int interfaceId, InetSocketAddress address) {}
