package org.tcserver.tc;

/**
 * Limits on the messages that are queued for one client. Immutable.
 *
 * @param bytes limit for all messages
 * @param relayedBytes limit for messages from other clients; messages beyond it are dropped
 */
public record QueueLimits(long bytes, long relayedBytes) {
    /** Default limit for relayed messages: twice a burst of 500 messages of 1 KiB. */
    public static final long RELAYED_BYTES = 1L << 20;

    /** Creates a limit of {@code bytes}, with the default limit for relayed messages. */
    public QueueLimits(long bytes) {
        this(bytes, RELAYED_BYTES);
    }
}
