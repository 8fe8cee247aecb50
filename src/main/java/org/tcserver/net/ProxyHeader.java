package org.tcserver.net;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A header of the PROXY protocol (HAProxy's {@code doc/proxy-protocol.txt}): a proxy sends it before the client's first
 * byte. Immutable.
 *
 * @param source the client's address; null if the proxy itself is the client, or does not know
 */
public record ProxyHeader(@Nullable InetSocketAddress source) {}
