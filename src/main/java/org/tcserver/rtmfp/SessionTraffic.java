package org.tcserver.rtmfp;

/**
 * The traffic of a session so far. Immutable.
 *
 * @param receivedBytes the bytes in datagrams from the far end
 * @param sentBytes the bytes in datagrams to the far end
 * @param roundTripNanos the smoothed round-trip time; 0 only before the first measurement
 */
public record SessionTraffic(long receivedBytes, long sentBytes, long roundTripNanos) {}
