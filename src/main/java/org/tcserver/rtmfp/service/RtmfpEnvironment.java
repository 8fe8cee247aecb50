package org.tcserver.rtmfp.service;

import java.time.Duration;
import org.tcserver.flow.FlowEnvironment;
import org.tcserver.net.ConnectionGate;
import org.tcserver.rtmfp.EndpointSettings;

/**
 * The environment of an RTMFP service. Immutable.
 *
 * @param extraDelay the queuing delay, beyond the base round-trip time, that counts as congestion
 * @param gate decides which clients may open a session
 * @param connectTimeout the longest time that a session may have no connection
 * @param severalConnections whether a session may carry several connections
 */
public record RtmfpEnvironment(
        EndpointSettings endpoint,
        FlowEnvironment flows,
        ConnectionGate gate,
        Duration connectTimeout,
        Duration extraDelay,
        boolean severalConnections) {}
