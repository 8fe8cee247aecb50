package org.tcserver.rtmfp;

/**
 * What came of a session so far. Immutable.
 *
 * @param receivedBytes in datagrams from the far end
 * @param sentBytes in datagrams to it
 * @param roundTripNanos the smoothed round-trip time; 0 before the first measurement, and only then
 */
public record SessionTraffic(long receivedBytes, long sentBytes, long roundTripNanos) {}
