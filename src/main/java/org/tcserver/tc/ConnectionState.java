package org.tcserver.tc;

/**
 * What there is to tell about a connection at one moment. Immutable.
 *
 * @param droppedMessages messages for this client that were dropped so far
 * @param roundTripNanos the smoothed round-trip time; 0 if it is not known
 */
public record ConnectionState(
        Traffic received, Traffic sent, long droppedMessages, Waiting waiting, long roundTripNanos) {
    /** So far. */
    public record Traffic(long bytes, long messages) {}

    /** What waits to be sent, with the overhead of each message; {@code oldestNanos} is the age of the oldest, 0 if none. */
    public record Waiting(long bytes, long oldestNanos) {}
}
