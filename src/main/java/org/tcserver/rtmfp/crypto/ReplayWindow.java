package org.tcserver.rtmfp.crypto;

/**
 * The session sequence numbers received (RFC 7425 §4.7.3.3): the highest, and one bit each for the 32 below it. All
 * lower ones count as received. Confined to its session's thread.
 */
final class ReplayWindow {
    private long highest = -1;

    /** Bit n represents the number n below the highest. */
    private long seen;

    /** Returns true the first time a non-negative {@code sequenceNumber} arrives. */
    boolean accept(long sequenceNumber) {
        if (sequenceNumber > highest) {
            long advance = sequenceNumber - highest;
            seen = (advance < Long.SIZE ? seen << advance : 0) | 1;
            highest = sequenceNumber;
            return true;
        }
        long age = highest - sequenceNumber;
        if (age > CryptoParameters.REPLAY_WINDOW || (seen >>> age & 1) != 0) {
            return false;
        }
        seen |= 1L << age;
        return true;
    }
}
