package org.tcserver.net;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A PROXY protocol header (HAProxy's {@code doc/proxy-protocol.txt}), which a proxy sends before the client's first
 * byte. Immutable.
 *
 * @param source the client's address; null if the proxy itself is the client, or does not know it
 */
public record ProxyHeader(@Nullable InetSocketAddress source) {}
