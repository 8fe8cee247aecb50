package org.tcserver.media;

/** What a media message is for, and so how it may be cached, delayed, dropped and depended on. */
public enum MediaRole {
    /** No payload at all: silence, or the end of a sequence of a codec that has no message for it. */
    EMPTY,
    /** What a decoder needs before the first frame: a sequence header, SequenceStart or MPEG2TSSequenceStart. */
    INIT,
    /** Video metadata, such as colours; belongs with the init. */
    METADATA,
    /** Which speaker each audio channel is for; belongs with the init. */
    MULTICHANNEL_CONFIG,
    /** Nothing follows before the next init or keyframe. */
    SEQUENCE_END,
    /** A picture that needs no other: random access. */
    KEYFRAME,
    /** A picture that needs the one before it; later ones may need it. */
    INTER,
    /** A picture that needs the one before it, and that no other needs: losing it breaks no chain. */
    DISPOSABLE,
    /** A command frame that marks a point of random access. It needs no keyframe before it. */
    CHECKPOINT,
    /** Audio. */
    CODED,
    /** Another command frame, or what this version does not know. It expires; no picture depends on it. */
    OTHER;

    /** Whether it is sent whatever happens: neither paused, dropped nor expired. */
    public boolean neverExpires() {
        return switch (this) {
            case EMPTY, INIT, METADATA, MULTICHANNEL_CONFIG, SEQUENCE_END -> true;
            case KEYFRAME, INTER, DISPOSABLE, CHECKPOINT, CODED, OTHER -> false;
        };
    }

    /** Whether it is useless without the reference before it, and so is held back until a keyframe came. */
    public boolean needsReference() {
        return this == INTER || this == DISPOSABLE;
    }

    /** Whether pictures after it may need it: if it is lost, they are held back until a keyframe comes. */
    public boolean isReference() {
        return this == KEYFRAME || this == INTER;
    }
}
