package org.tcserver.tc;

/**
 * A snapshot of a connection's statistics. Immutable.
 *
 * @param droppedMessages total number of messages for this client that were dropped
 * @param roundTripNanos the smoothed round-trip time; 0 if unknown
 */
public record ConnectionState(
        Traffic received, Traffic sent, long droppedMessages, Waiting waiting, long roundTripNanos) {
    /** Totals since the start of the connection. */
    public record Traffic(long bytes, long messages) {}

    /**
     * The queued bytes, including the overhead of each message. {@code oldestNanos} is the age of the oldest message, 0
     * without one.
     */
    public record Waiting(long bytes, long oldestNanos) {}
}
