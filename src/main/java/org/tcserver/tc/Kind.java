package org.tcserver.tc;

/**
 * The three kinds of traffic of a stream, each in order by itself (RFC 7425 §5.1). {@link #VIDEO} is one priority below
 * the others, init messages and all, so that no init overtakes its frames.
 */
public enum Kind {
    /** Commands, data, user control: whatever is no coded media. */
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

    /** As metrics show it. */
    public String label() {
        return label;
    }

    /** True for the kinds that go out before the others. */
    public boolean isImmediate() {
        return this != VIDEO;
    }
}
