package org.tcserver.media;

/** The content of an enhanced message: AudioPacketType and VideoPacketType of Enhanced RTMP v2. */
enum PacketType {
    SEQUENCE_START,
    CODED_FRAMES,
    SEQUENCE_END,
    /** Video only: a frame with an omitted composition time of zero. */
    CODED_FRAMES_X,
    /** Video only. */
    METADATA,
    /** Video only. */
    MPEG2TS_SEQUENCE_START,
    /** Audio only. */
    MULTICHANNEL_CONFIG,
    /** The actual packet type follows, then tracks. */
    MULTITRACK,
    /** A modifier follows, then the actual packet type. */
    MOD_EX,
    RESERVED;

    /** Returns the packet type in the low four bits of {@code value}. */
    static PacketType of(MediaKind kind, int value) {
        return switch (value & 0x0f) {
            case 0 -> SEQUENCE_START;
            case 1 -> CODED_FRAMES;
            case 2 -> SEQUENCE_END;
            case 7 -> MOD_EX;
            default -> kind == MediaKind.AUDIO ? audio(value & 0x0f) : video(value & 0x0f);
        };
    }

    private static PacketType audio(int value) {
        return switch (value) {
            case 4 -> MULTICHANNEL_CONFIG;
            case 5 -> MULTITRACK;
            default -> RESERVED;
        };
    }

    private static PacketType video(int value) {
        return switch (value) {
            case 3 -> CODED_FRAMES_X;
            case 4 -> METADATA;
            case 5 -> MPEG2TS_SEQUENCE_START;
            case 6 -> MULTITRACK;
            default -> RESERVED;
        };
    }
}
