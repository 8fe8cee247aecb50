package org.tcserver.rtmfp.crypto;

/**
 * Which session sequence numbers were seen (RFC 7425 §4.7.3.3): the highest one and those up to 32 below it, one bit
 * each. All below count as seen. Confined to its session's thread.
 */
final class ReplayWindow {
    private long highest = -1;

    /** Bit n stands for the number n below the highest. */
    private long seen;

    /** Whether {@code sequenceNumber}, which is not negative, comes for the first time; from now on it is seen. */
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
