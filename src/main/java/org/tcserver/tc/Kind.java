package org.tcserver.tc;

/**
 * The three kinds of traffic in a stream. Each has its own order (RFC 7425 §5.1). {@link #VIDEO} has a lower priority
 * than the others, including its init messages, so that no init message overtakes its frames.
 */
public enum Kind {
    /** Commands, data and user control: everything except coded media. */
    DATA("data"),
    AUDIO("audio"),
    VIDEO("video");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    public static Kind of(int messageType) {
        return switch (messageType) {
            case MessageType.AUDIO -> AUDIO;
            case MessageType.VIDEO -> VIDEO;
            default -> DATA;
        };
    }

    /** Returns the label for metrics. */
    public String label() {
        return label;
    }

    /** Returns whether the kind is sent ahead of the others. */
    public boolean isImmediate() {
        return this != VIDEO;
    }
}
