package org.tcserver.tc;

/**
 * Limits of what waits for one client. Immutable.
 *
 * @param bytes in all
 * @param relayedBytes of messages that other clients sent to it, which are dropped beyond
 */
public record QueueLimits(long bytes, long relayedBytes) {
    /** The usual limit of relayed messages: a burst of 500 with 1 KiB each, and as much again. */
    public static final long RELAYED_BYTES = 1L << 20;

    /** At most {@code bytes}, of which relayed messages may take the usual part. */
    public QueueLimits(long bytes) {
        this(bytes, RELAYED_BYTES);
    }
}
