package org.tcserver.tc;

/** The reason why a message did not reach a client, with its label in the metrics. */
public enum DropReason {
    /** It waited longer than its lifetime. */
    EXPIRED("expired"),
    /** A newer keyframe arrived before it was sent. */
    SUPERSEDED("superseded"),
    /** A video message whose reference was dropped, or without a preceding keyframe. */
    ORPHANED("orphaned"),
    /** On arrival, the oldest message in the queue had already waited too long. */
    BEHIND("behind"),
    /** On arrival, the client's queue was full. */
    QUEUE_FULL("queue_full"),
    /** On arrival, the client's queue for messages from other clients was full. */
    RELAYS_FULL("relays_full"),
    /** All queues together reached the memory limit. */
    MEMORY_FULL("memory_full"),
    /** The client paused or stopped the stream, or rejected its flow. */
    UNWANTED("unwanted"),
    /** Its deadline passed during transmission, in a protocol that can abandon a message. */
    UNFINISHED("unfinished"),
    /** It was still queued when the connection ended, or was offered later. */
    CLOSED("closed");

    private final String label;

    DropReason(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
