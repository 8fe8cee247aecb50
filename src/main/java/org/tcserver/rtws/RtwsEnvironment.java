package org.tcserver.rtws;

import java.time.Duration;
import org.tcserver.flow.FlowEnvironment;
import org.tcserver.http.OriginPolicy;
import org.tcserver.net.AddressRanges;
import org.tcserver.net.ReadBuffers;

/**
 * What all RTWebSocket connections of a server share. Immutable.
 *
 * @param extraDelay how much delay beyond the base round trip time may build up before sending holds back
 * @param handshakeTimeout how long a connection may take to become a WebSocket
 * @param timedOut is run for each that takes longer; thread-safe
 * @param pages decides which pages may connect
 * @param foreign is run for each connection of another page; thread-safe
 * @param trustedProxies the proxies whose {@code X-Forwarded-For} is true
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
