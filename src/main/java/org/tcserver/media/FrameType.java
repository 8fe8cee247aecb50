package org.tcserver.media;

import org.tcserver.wire.Bytes;

/** The frame type of a video message, legacy and enhanced (FLV 10.1, E.4.3.1): bits 6 to 4 of its first byte. */
enum FrameType {
    KEY,
    INTER,
    DISPOSABLE_INTER,
    GENERATED_KEY,
    COMMAND,
    RESERVED;

    /** The command that marks a point of random access. The FLV specification has only 0 and 1 (seeking). */
    private static final int RANDOM_ACCESS_CHECKPOINT = 3;

    static FrameType of(int firstByte) {
        return switch (firstByte >> 4 & 7) {
            case 1 -> KEY;
            case 2 -> INTER;
            case 3 -> DISPOSABLE_INTER;
            case 4 -> GENERATED_KEY;
            case 5 -> COMMAND;
            default -> RESERVED;
        };
    }

    /** The role of a command frame whose command is expected at {@code index}; the frame may end before it. */
    static MediaRole commandRole(Bytes payload, int index) {
        boolean checkpoint = index < payload.length() && payload.at(index) == RANDOM_ACCESS_CHECKPOINT;
        return checkpoint ? MediaRole.CHECKPOINT : MediaRole.OTHER;
    }

    /**
     * The role of a frame of this type with a picture of {@code codec} in it. Frames are disposable in H.263 only, the
     * specification says: with any other codec that type is no promise, and the frame counts as a reference.
     */
    MediaRole pictureRole(Codec codec) {
        return switch (this) {
            case KEY, GENERATED_KEY -> MediaRole.KEYFRAME;
            case DISPOSABLE_INTER -> codec.equals(Codec.SPARK) ? MediaRole.DISPOSABLE : MediaRole.INTER;
            case INTER, RESERVED -> MediaRole.INTER;
            case COMMAND -> MediaRole.OTHER;
        };
    }
}
