package org.tcserver.rtws;

import java.time.Duration;
import org.tcserver.flow.FlowEnvironment;
import org.tcserver.http.OriginPolicy;
import org.tcserver.net.AddressRanges;
import org.tcserver.net.ReadBuffers;

/**
 * The environment that all RTWebSocket connections share. Immutable.
 *
 * @param extraDelay the queuing delay, beyond the base round trip time, above which a connection sends less
 * @param handshakeTimeout the time limit for an upgrade to WebSocket
 * @param timedOut runs for each connection that exceeds it; thread-safe
 * @param pages decides which pages may connect
 * @param foreign runs for each refused connection from another page; thread-safe
 * @param trustedProxies the proxies whose {@code X-Forwarded-For} the server trusts
 */
public record RtwsEnvironment(
        FlowEnvironment flows,
        ReadBuffers readBuffers,
        Duration extraDelay,
        Duration handshakeTimeout,
        Runnable timedOut,
        OriginPolicy pages,
        Runnable foreign,
        AddressRanges trustedProxies) {}
