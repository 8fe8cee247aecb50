package org.tcserver.rtmfp.service;

import java.time.Duration;
import org.tcserver.flow.FlowEnvironment;
import org.tcserver.net.ConnectionGate;
import org.tcserver.rtmfp.EndpointSettings;

/**
 * What an RTMFP service is given. Immutable.
 *
 * @param extraDelay how much delay beyond the base round-trip time counts as congestion
 * @param gate who may open a session
 * @param connectTimeout how long a session may be without a connection
 * @param severalConnections whether a session may carry several connections
 */
public record RtmfpEnvironment(
        EndpointSettings endpoint,
        FlowEnvironment flows,
        ConnectionGate gate,
        Duration connectTimeout,
        Duration extraDelay,
        boolean severalConnections) {}
