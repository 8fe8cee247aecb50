package org.tcserver.media;

/** The role of a media message, which determines how the server caches, delays and drops it. */
public enum MediaRole {
    /** An empty payload: silence, or the end of a sequence of a codec that has no message for it. */
    EMPTY,
    /** Decoder initialisation: a sequence header, SequenceStart or MPEG2TSSequenceStart. */
    INIT,
    /** Video metadata, such as colours; belongs to the init message. */
    METADATA,
    /** The speaker of each audio channel; belongs to the init message. */
    MULTICHANNEL_CONFIG,
    /** The end of a sequence: the next message is an init or a keyframe. */
    SEQUENCE_END,
    /** A picture that depends on no other: a random-access point. */
    KEYFRAME,
    /** A picture that depends on the previous one; later ones may depend on it. */
    INTER,
    /** A picture that depends on the previous one, with no picture depending on it. Its loss breaks no chain. */
    DISPOSABLE,
    /** A command frame that marks a random-access point. It needs no keyframe before it. */
    CHECKPOINT,
    /** Coded audio. */
    CODED,
    /** Another command frame, or an unknown message. It expires; no picture depends on it. */
    OTHER;

    /** Returns whether the message is always sent: it is never paused, dropped or expired. */
    public boolean neverExpires() {
        return switch (this) {
            case EMPTY, INIT, METADATA, MULTICHANNEL_CONFIG, SEQUENCE_END -> true;
            case KEYFRAME, INTER, DISPOSABLE, CHECKPOINT, CODED, OTHER -> false;
        };
    }

    /**
     * Returns whether the message is useless without the previous reference, so it is held back until a keyframe
     * arrives.
     */
    public boolean needsReference() {
        return this == INTER || this == DISPOSABLE;
    }

    /** Returns whether later pictures may depend on it: after its loss they are held back until a keyframe arrives. */
    public boolean isReference() {
        return this == KEYFRAME || this == INTER;
    }
}
