package org.tcserver.tc;

/** Why a message did not reach a client, by its label in the metrics. */
public enum DropReason {
    /** It waited for longer than its lifetime. */
    EXPIRED("expired"),
    /** A newer keyframe came before it was sent. */
    SUPERSEDED("superseded"),
    /** Video that needs what was dropped before it, or that no keyframe came before. */
    ORPHANED("orphaned"),
    /** When it came, the oldest message before it had waited for too long already. */
    BEHIND("behind"),
    /** When it came, all was taken of what may wait for this client. */
    QUEUE_FULL("queue_full"),
    /** When it came, all was taken of what may wait for this client of messages from other clients. */
    RELAYS_FULL("relays_full"),
    /** All was taken of what may wait for all clients together. */
    MEMORY_FULL("memory_full"),
    /** The client paused or stopped the stream, or refuses its flow. */
    UNWANTED("unwanted"),
    /** It was late in the middle of being sent, where a protocol can give up there. */
    UNFINISHED("unfinished"),
    /** It still waited when the connection ended, or came later. */
    CLOSED("closed");

    private final String label;

    DropReason(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
