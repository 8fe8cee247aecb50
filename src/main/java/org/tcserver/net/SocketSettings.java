package org.tcserver.net;

import java.net.InetSocketAddress;

/**
 * The address and socket options of a listener. Immutable.
 *
 * @param bind a resolved address; port 0 means any free one
 * @param servesBothFamilies whether an IPv6 wildcard listener also accepts IPv4 peers
 * @param trafficClass the IP TOS or IPv6 traffic class octet: a DiffServ code point times four
 */
public record SocketSettings(InetSocketAddress bind, boolean servesBothFamilies, int trafficClass) {}
