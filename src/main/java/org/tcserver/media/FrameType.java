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

    /** The command that marks a random-access point. The FLV specification defines only 0 and 1 (seeking). */
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

    /** Returns the role of a command frame whose command is at {@code index}; the frame may end before it. */
    static MediaRole commandRole(Bytes payload, int index) {
        boolean checkpoint = index < payload.length() && payload.at(index) == RANDOM_ACCESS_CHECKPOINT;
        return checkpoint ? MediaRole.CHECKPOINT : MediaRole.OTHER;
    }

    /**
     * Returns the role of a frame of this type with a picture of {@code codec}. The specification defines disposable
     * frames for H.263 only; with any other codec such a frame counts as a reference.
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
