package org.tcserver.net;

import java.net.InetSocketAddress;

/**
 * What a listener binds to and how its sockets are set. Immutable.
 *
 * @param bind a resolved address; port 0 takes a free one
 * @param servesBothFamilies whether a wildcard IPv6 listener takes IPv4 peers too
 * @param trafficClass the IP TOS or IPv6 traffic class octet: a DiffServ codepoint times four
 */
public record SocketSettings(InetSocketAddress bind, boolean servesBothFamilies, int trafficClass) {}
