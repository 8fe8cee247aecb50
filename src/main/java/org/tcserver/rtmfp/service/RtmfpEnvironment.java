package org.tcserver.rtmfp.service;

import java.time.Duration;
import org.tcserver.flow.FlowEnvironment;
import org.tcserver.rtmfp.EndpointSettings;

/**
 * What an RTMFP service is given. Immutable.
 *
 * @param extraDelay how much delay beyond the base round-trip time counts as congestion
 * @param severalConnections whether a session may carry several connections
 */
public record RtmfpEnvironment(
        EndpointSettings endpoint, FlowEnvironment flows, Duration extraDelay, boolean severalConnections) {}
