package org.tcserver.rtmfp.crypto;

/**
 * What we demand of the packets that are sent to us; we send whatever the other end demands. Immutable.
 *
 * @param hmacRequired no session with an end that sends none
 * @param sequenceNumbersRequired likewise
 */
public record KeyingPolicy(boolean hmacRequired, boolean sequenceNumbersRequired) {}
