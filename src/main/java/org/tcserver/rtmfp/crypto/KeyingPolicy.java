package org.tcserver.rtmfp.crypto;

/**
 * The required protection of incoming packets. The server sends whatever the other end requires. Immutable.
 *
 * @param hmacRequired whether to refuse an endpoint that does not send HMACs
 * @param sequenceNumbersRequired whether to refuse an endpoint that does not send session sequence numbers
 */
public record KeyingPolicy(boolean hmacRequired, boolean sequenceNumbersRequired) {}
